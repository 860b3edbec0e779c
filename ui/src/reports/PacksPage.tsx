// 確定した資料: packs as they were frozen, who approved them, when they went out, and what became otherwise since.
import { Button, Group, Modal, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { IssuedPackRow, ReportAsk, ReportRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { EmptyPage } from "../parts/EmptyPage";
import { FormActions } from "../parts/FormActions";
import { Waiting } from "../parts/Waiting";
import { showDate, showMoment } from "../parts/dates";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { FreezeForm } from "./FreezePack";
import { PackDifference } from "./PackDifference";
import { WriteReport } from "./WriteReport";

/** The question that writes a frozen pack again. */
function again(pack: IssuedPackRow): ReportAsk {
  return { report: "meeting-pack", as_of: pack.as_of, issued: pack.id };
}

function Distribute({ pack, onDone }: { pack: IssuedPackRow; onDone(): void }) {
  const desk = useDesk();
  const [on, setOn] = useState(desk.today);
  const [to, setTo] = useState("");
  const distribute = useChange("reports", "distribute_pack", { onDone });
  const words = distribute.error ? fieldWords(distribute.error) : {};
  return (
    <Stack gap="md">
      <Text>{t("reports.pack.distribute.text")}</Text>
      <ProblemAlert problem={formProblem(distribute.error)} />
      <DateField label={t("reports.pack.distributed_on")} required value={on} onChange={setOn} era={desk.era} error={words["on"]} />
      <TextInput
        label={t("reports.pack.distributed_to")}
        description={t("reports.pack.distributed_to.about")}
        required
        data-autofocus
        value={to}
        error={words["to"]}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <FormActions
        save={t("reports.pack.distribute")}
        saving={distribute.isPending}
        onSave={() => distribute.mutate({ id: pack.id, version: pack.version, on: on || undefined, to })}
        onCancel={onDone}
      />
    </Stack>
  );
}

type Asking = "distribute" | "difference" | "correct";

/** What takes this pack's place: it holds until the correction was handed out. */
function Correction({ correction }: { correction: IssuedPackRow }) {
  if (correction.state === "distributed") {
    return (
      <Text size="sm" fw={700}>
        {t("reports.pack.corrected_by", { title: correction.title })}
      </Text>
    );
  }
  return <Text size="sm">{t("reports.pack.correction_waits", { title: correction.title, state: enumWords("pack_state", correction.state) })}</Text>;
}

interface PackProps {
  pack: IssuedPackRow;
  report: ReportRow;
  /** A pack that this one takes the place of, or that takes its place. */
  packOf(id: string | null): IssuedPackRow | undefined;
}

function Pack({ pack, report, packOf }: PackProps) {
  const desk = useDesk();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Asking>();
  const approve = useChange("reports", "approve_pack");
  const done = () => setAsking(undefined);
  const why = pack.why_not_approve;
  const whole = t("reports.pack.whole");
  const [corrected, correction] = [packOf(pack.corrects), packOf(pack.corrected_by)];
  return (
    <Paper withBorder p="md" component="article" aria-labelledby={`pack-${pack.id}`}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} size="h4" id={`pack-${pack.id}`}>
            {pack.title}
          </Title>
          <Badge tone={pack.state === "draft" ? "caution" : "good"}>{enumWords("pack_state", pack.state)}</Badge>
        </Group>
        <Text size="sm">
          {t("reports.pack.about", {
            kind: enumWords("pack_kind", pack.kind),
            unit: pack.unit ?? whole,
            from: showDate(pack.from, desk.era),
            day: showDate(pack.as_of, desk.era),
            language: enumWords("locale", pack.locale),
          })}
        </Text>
        <Text size="sm">{t("reports.pack.made", { name: pack.made_by, at: showMoment(pack.made_at) })}</Text>
        {pack.approved_at && <Text size="sm">{t("reports.pack.approved", { name: pack.approved_by ?? "", at: showMoment(pack.approved_at) })}</Text>}
        {pack.alone && <Text size="sm">{t("report.pack.alone")}</Text>}
        {pack.distributed_on && <Text size="sm">{t("report.pack.distributed", { day: showDate(pack.distributed_on, desk.era), to: pack.distributed_to ?? "" })}</Text>}
        {corrected && <Text size="sm">{t("reports.pack.corrects", { title: corrected.title })}</Text>}
        {correction && <Correction correction={correction} />}
        {why === "pack_own_approval" && (
          <Text size="sm" c="dimmed">
            {t("reports.pack.own_approval")}
          </Text>
        )}
        <ProblemAlert problem={approve.error} />
        <Group gap="xs">
          {pack.state === "draft" && pack.may_approve && (
            <Button disabled={why !== null} loading={approve.isPending} onClick={() => approve.mutate({ id: pack.id, version: pack.version })}>
              {t("reports.pack.approve")}
            </Button>
          )}
          {pack.state === "approved" && pack.may_issue && <Button onClick={() => setAsking("distribute")}>{t("reports.pack.distribute")}</Button>}
          <WriteReport report={report} ask={again(pack)} disabled={false} words={t("reports.pack.write_again")} quiet />
          <Button variant="default" onClick={() => void navigate({ to: "/reports", search: { report: "meeting-pack", issued: pack.id } })}>
            {t("reports.pack.look")}
          </Button>
          <Button variant="default" onClick={() => setAsking("difference")}>
            {t("reports.difference")}
          </Button>
          {pack.state === "distributed" && pack.may_issue && !pack.corrected_by && (
            <Button variant="default" onClick={() => setAsking("correct")}>
              {t("reports.pack.correct")}
            </Button>
          )}
        </Group>
      </Stack>
      <Modal opened={asking === "distribute"} onClose={done} title={t("reports.pack.distribute")} size="lg">
        <Distribute pack={pack} onDone={done} />
      </Modal>
      <Modal opened={asking === "difference"} onClose={done} title={t("reports.difference")} size="xl">
        <PackDifference pack={pack} />
      </Modal>
      <Modal opened={asking === "correct"} onClose={done} title={t("reports.pack.correct")} size="lg">
        <FreezeForm
          ask={{ report: "meeting-pack", as_of: pack.as_of, from: pack.from, locale: pack.locale, unit: pack.unit_code ?? undefined, plan: pack.plan ?? pack.kind }}
          corrects={pack}
          onDone={done}
          onCancel={done}
        />
      </Modal>
    </Paper>
  );
}

export function PacksPage() {
  const navigate = useNavigate();
  const packs = useAnswer("reports", "issued_packs", {});
  const reports = useAnswer("reports", "list", {});
  const report = reports.data?.find((each) => each.report === "meeting-pack");
  const byId = new Map((packs.data ?? []).map((pack) => [pack.id, pack]));
  return (
    <Stack p="lg" gap="lg">
      <Group justify="space-between">
        <Title order={1}>{t("reports.packs")}</Title>
        <Button variant="default" onClick={() => void navigate({ to: "/reports", search: { report: "meeting-pack" } })}>
          {t("reports.plans.back")}
        </Button>
      </Group>
      <Text className="ky-measure">{t("reports.packs.text")}</Text>
      <ProblemAlert problem={packs.error ?? reports.error} onRetry={() => void packs.refetch()} />
      {packs.isPending && !packs.error && <Waiting />}
      {packs.data?.length === 0 && <EmptyPage icon="reports" title={t("reports.packs.empty")} text={t("reports.packs.empty.text")} />}
      {report && packs.data?.map((pack) => <Pack key={pack.id} pack={pack} report={report} packOf={(id) => (id === null ? undefined : byId.get(id))} />)}
    </Stack>
  );
}
