// 共同利用の公表: with whom data is used jointly, which items, what for, and who answers for them.
import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { JointUseRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { t } from "../labels/t";
import { usePartnerChoices } from "../organizations/employers";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { EmptyPage } from "../parts/EmptyPage";
import { FormActions } from "../parts/FormActions";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { Facts, span } from "./CardFacts";
import classes from "./Members.module.css";

const NOTHING = { items: "", extent: "", purpose: "", responsible: "" };

function Announce({ onDone }: { onDone(): void }) {
  const desk = useDesk();
  const partners = usePartnerChoices();
  const [recipient, setRecipient] = useState<string | null>(null);
  const [texts, setTexts] = useState(NOTHING);
  const [on, setOn] = useState(desk.today);
  const [tried, setTried] = useState(false);
  const announce = useChange("members", "announce_joint_use", { onDone });
  const words = announce.error ? fieldWords(announce.error) : {};
  const missing = (name: keyof typeof NOTHING) => words[name] ?? (tried && !texts[name].trim() ? t("ui.fill_in") : undefined);
  const save = () => {
    setTried(true);
    if (!recipient || !on || Object.values(texts).some((text) => !text.trim())) return;
    announce.mutate({ recipient_org_id: recipient, ...texts, announced_on: on });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(announce.error)} />
      <Select
        label={t("members.joint_use.recipient")}
        required
        data-autofocus
        searchable
        data={partners.map((row) => ({ value: row.id, label: row.name }))}
        value={recipient}
        onChange={setRecipient}
        error={words["recipient_org_id"] ?? (tried && !recipient ? t("ui.choose") : undefined)}
      />
      <Textarea
        label={t("members.joint_use.items")}
        placeholder={t("members.joint_use.items.example")}
        required
        autosize
        value={texts.items}
        error={missing("items")}
        onChange={(event) => setTexts({ ...texts, items: event.currentTarget.value })}
      />
      <TextInput
        label={t("members.joint_use.extent")}
        required
        value={texts.extent}
        error={missing("extent")}
        onChange={(event) => setTexts({ ...texts, extent: event.currentTarget.value })}
      />
      <TextInput
        label={t("members.joint_use.purpose")}
        required
        value={texts.purpose}
        error={missing("purpose")}
        onChange={(event) => setTexts({ ...texts, purpose: event.currentTarget.value })}
      />
      <TextInput
        label={t("members.joint_use.responsible")}
        required
        value={texts.responsible}
        error={missing("responsible")}
        onChange={(event) => setTexts({ ...texts, responsible: event.currentTarget.value })}
      />
      <DateField
        label={t("members.joint_use.announced_on")}
        required
        value={on}
        onChange={setOn}
        era={desk.era}
        error={words["announced_on"]}
      />
      <FormActions save={t("members.joint_use.save")} saving={announce.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}

function End({ notice, onDone }: { notice: JointUseRow; onDone(): void }) {
  const desk = useDesk();
  const [on, setOn] = useState(desk.today);
  const end = useChange("members", "end_joint_use", { onDone });
  const words = end.error ? fieldWords(end.error) : {};
  return (
    <Stack gap="sm">
      <Text size="sm">{t("members.joint_use.end.text")}</Text>
      <ProblemAlert problem={formProblem(end.error)} />
      <DateField label={t("members.joint_use.ended_on")} required value={on} onChange={setOn} era={desk.era} error={words["ended_on"]} />
      <FormActions
        save={t("members.joint_use.end")}
        saving={end.isPending}
        onSave={() => on && end.mutate({ id: notice.id, version: notice.version, ended_on: on })}
        onCancel={onDone}
      />
    </Stack>
  );
}

export function JointUses() {
  const desk = useDesk();
  const may = desk.may("privacy");
  const notices = useAnswer("members", "joint_uses", {});
  const [announcing, setAnnouncing] = useState(false);
  const [ending, setEnding] = useState<JointUseRow>();
  if (notices.error) return <ProblemAlert problem={notices.error} onRetry={() => void notices.refetch()} />;
  if (!notices.data) return <Waiting />;
  const add = may && (
    <Button variant="default" w="fit-content" onClick={() => setAnnouncing(true)}>
      {t("members.joint_use.add")}
    </Button>
  );
  return (
    <Stack gap="md">
      <Text className="ky-measure">{t("members.joint_use.text")}</Text>
      {notices.data.length === 0 ? (
        <EmptyPage icon="units" title={t("members.joint_use.empty")} text={t("members.joint_use.empty.text")}>
          {add}
        </EmptyPage>
      ) : (
        add
      )}
      {notices.data.map((notice) => {
        const open = notice.ended_on === null || notice.ended_on >= desk.today;
        return (
          <section key={notice.id} className={classes.pair} aria-label={notice.recipient}>
            <Group justify="space-between">
              <Group gap="xs">
                <Text fw={700}>{notice.recipient}</Text>
                <Badge tone={open ? "good" : "ended"}>{span(notice.announced_on, notice.ended_on, desk.era)}</Badge>
              </Group>
              {may && notice.ended_on === null && (
                <Button
                  size="compact-md"
                  variant="default"
                  aria-label={t("members.joint_use.end_of", { name: notice.recipient })}
                  onClick={() => setEnding(notice)}
                >
                  {t("members.joint_use.end")}
                </Button>
              )}
            </Group>
            <Facts
              facts={[
                [t("members.joint_use.items"), notice.items],
                [t("members.joint_use.extent"), notice.extent],
                [t("members.joint_use.purpose"), notice.purpose],
                [t("members.joint_use.responsible"), notice.responsible],
              ]}
            />
          </section>
        );
      })}
      <Modal opened={announcing} onClose={() => setAnnouncing(false)} title={t("members.joint_use.add")} size="lg">
        <Announce onDone={() => setAnnouncing(false)} />
      </Modal>
      <Modal
        opened={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={ending && t("members.joint_use.end_of", { name: ending.recipient })}
      >
        {ending && <End notice={ending} onDone={() => setEnding(undefined)} />}
      </Modal>
    </Stack>
  );
}
