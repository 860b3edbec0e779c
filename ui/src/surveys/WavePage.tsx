// One wave: sheets come in by hand or by workbook, then it is closed, then it says something.
import { Group, Modal, Stack, Tabs, Text } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { WaveDetail } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { FormActions } from "../parts/FormActions";
import { SettledButton } from "../parts/SettledButton";
import { BackTo, ThingHead } from "../parts/ThingHead";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { Entry } from "./Entry";
import { Forms } from "./Forms";
import type { WavePart } from "./place";
import { Results } from "./Results";
import classes from "./Surveys.module.css";
import { sheetsWords, statusTone } from "./words";

function Close({ detail, onClosed }: { detail: WaveDetail; onClosed(): void }) {
  const [asking, setAsking] = useState(false);
  const done = () => {
    setAsking(false);
    onClosed();
  };
  const close = useChange("surveys", "close_wave", { onDone: done });
  const { id, version, sheets } = detail.wave;
  return (
    <>
      <SettledButton variant="default" onClick={() => setAsking(true)}>
        {t("surveys.close")}
      </SettledButton>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t("surveys.close")}>
        <Stack gap="md">
          <ProblemAlert problem={close.error} />
          <Text>{t("surveys.close.text", { n: sheets })}</Text>
          <Text fw={700}>{t("surveys.close.final")}</Text>
          <FormActions
            save={t("surveys.close.do")}
            saving={close.isPending}
            danger
            onSave={() => close.mutate({ id, version })}
            onCancel={() => setAsking(false)}
          />
        </Stack>
      </Modal>
    </>
  );
}

function Parts({ detail }: { detail: WaveDetail }) {
  const place = useSearch({ from: "/surveys/wave" });
  const navigate = useNavigate();
  const desk = useDesk();
  const open = detail.wave.status === "open";
  const parts: WavePart[] = open && desk.may("enter_surveys") ? ["entry", "forms"] : open ? [] : ["results"];
  const part = parts.find((each) => each === place.part) ?? parts[0];
  const go = (next: WavePart) => void navigate({ to: "/surveys/wave", search: { ...place, part: next }, replace: true });
  return (
    <>
      <BackTo to="/surveys" words={t("surveys.back")} />
      <ThingHead
        title={`${detail.wave.title} ${detail.wave.label}`}
        actions={open && desk.may("change_surveys") && <Close detail={detail} onClosed={() => go("results")} />}
      >
        <Group gap="xs" mt={4}>
          <Badge tone={statusTone(detail.wave.status)}>{enumWords("wave_status", detail.wave.status)}</Badge>
          <Text>{sheetsWords(detail.wave)}</Text>
        </Group>
      </ThingHead>
      {parts.length === 0 && <Text>{t("surveys.waits")}</Text>}
      {part && (
        <Tabs value={part} keepMounted={false} className={classes.tabs} onChange={(next) => go(next as WavePart)}>
          <Tabs.List mb="md">
            {parts.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t(`surveys.part.${each}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="entry">
            <Entry detail={detail} />
          </Tabs.Panel>
          <Tabs.Panel value="forms">
            <Forms detail={detail} />
          </Tabs.Panel>
          <Tabs.Panel value="results">
            <Results detail={detail} />
          </Tabs.Panel>
        </Tabs>
      )}
    </>
  );
}

export function WavePage() {
  const place = useSearch({ from: "/surveys/wave" });
  const detail = useAnswer("surveys", "wave", { id: place.id }, { keep: true });
  return (
    <div className={classes.page}>
      <ProblemAlert problem={detail.error} onRetry={() => void detail.refetch()} />
      {detail.isPending && <Waiting lines={8} />}
      {detail.data && <Parts key={detail.data.wave.id} detail={detail.data} />}
    </div>
  );
}
