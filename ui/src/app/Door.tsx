// Which side of the door the officer stands on: no union file is open, it is locked, or the rooms are.
import { Center, Loader } from "@mantine/core";
import { RouterProvider } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { rememberBeen } from "../desk/been";
import { Gate, type GatePage } from "../desk/Gate";
import { forgetRest, hasRested, lockDesk, useAutoLock } from "../desk/lock";
import { OpenUnion } from "../desk/OpenUnion";
import { announce } from "../desk/ops";
import { OpenDeskProvider } from "../desk/session";
import type { AtWork, DeskStatus } from "../ipc/api";
import type { PickedFile } from "../ipc/host";
import { onChanged, useAnswer } from "../ipc/client";
import { currentLocale, setOwnWords, t } from "../labels/t";
import { setEra } from "../parts/dates";
import { useLook } from "../parts/look";
import { JobTray } from "../parts/JobTray";
import { call } from "../ipc/call";
import { ProblemAlert } from "../problems/ProblemAlert";
import { DropOverlay } from "./DropOverlay";
import { makeRouter, type AppRouter } from "./routes";
import { hear, keepForAfterLock, takeKept } from "./signals";

onChanged(announce);

function Rooms({ status, officer }: { status: DeskStatus; officer: AtWork }) {
  const [router] = useState<AppRouter>(makeRouter);
  // Before the rooms draw their first word, and again when the settings change.
  const say = () => {
    setOwnWords(status.labels);
    setEra(status.era_display);
  };
  useState(say);
  useEffect(say);
  useAutoLock(status.auto_lock_minutes);
  const drop = useCallback(
    (file: PickedFile) => void router.navigate({ to: "/members/import", search: { file: file.token, name: file.name } }),
    [router],
  );
  return (
    <OpenDeskProvider status={status} officer={officer}>
      <RouterProvider router={router} />
      {officer.rights.includes("import_roster") && <DropOverlay onFile={drop} />}
    </OpenDeskProvider>
  );
}

export function Door() {
  useLook();
  const status = useAnswer("desk", "status", { locale: currentLocale() });
  const [kept] = useState(takeKept);
  const [page, setPage] = useState<GatePage>(kept ? { at: "open", file: kept } : { at: "start" });
  const [elsewhere, setElsewhere] = useState(kept !== undefined);

  const desk = status.data;
  const [seen, setSeen] = useState(desk?.state);
  if (desk && seen !== desk.state) {
    setSeen(desk.state);
    if (desk.state === "open") {
      setElsewhere(false);
      setPage({ at: "start" });
    }
  }
  useEffect(() => {
    if (desk?.state !== "open") return;
    forgetRest();
    rememberBeen();
  }, [desk?.state]);
  const state = desk?.state;
  useEffect(
    () =>
      hear((signal) => {
        if (signal.signal === "shared") {
          if (state === "open" || state === "locked") return;
          setElsewhere(true);
          setPage({ at: "shared", server: signal.server });
          return;
        }
        const dropped = signal.signal === "dropped" && state !== "open" ? signal.files[0] : undefined;
        const file = signal.signal === "opened" ? signal.file : dropped;
        if (!file?.name.endsWith(".kyojo")) return;
        if (state === "open") {
          keepForAfterLock(file);
          void lockDesk();
          return;
        }
        setElsewhere(true);
        setPage({ at: "open", file });
      }),
    [state],
  );

  if (status.error) return <ProblemAlert problem={status.error} onRetry={() => void status.refetch()} />;
  if (!desk) {
    return (
      <Center h="100%">
        <Loader aria-label={t("ui.loading")} />
      </Center>
    );
  }
  if (desk.state === "open" && desk.officer) {
    return <Rooms status={desk} officer={desk.officer} />;
  }
  const tray = <JobTray onStop={(job) => void call("desk", "cancel", { job })} />;
  if (desk.state === "locked" && !elsewhere) {
    return (
      <>
        <OpenUnion
          file={null}
          place={desk.place}
          shared={desk.shared}
          union={desk.union_name}
          rested={hasRested()}
          onBack={() => setElsewhere(true)}
          onRecover={() => {
            setElsewhere(true);
            setPage(desk.shared ? { at: "recover", locked: desk.place ?? "" } : { at: "recover" });
          }}
        />
        {tray}
      </>
    );
  }
  return (
    <>
      <Gate page={page} onGo={setPage} />
      {tray}
    </>
  );
}
