// 交付簿: who was given a paper and who was not, with the substitute in a delegate's place. Nothing leads from here to a vote.
import { Button, NativeSelect, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { BallotRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { t } from "../labels/t";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { SeatTable } from "./SeatTable";

function Rows({ ballot }: { ballot: BallotRow }) {
  const [which, setWhich] = useState("missing");
  const found = useAnswer("meetings", "roll", { id: ballot.id }, { keep: true });
  const rows = found.data?.filter((row) => which === "all" || row.issued === (which === "issued"));
  return (
    <Stack gap="xs">
      <Text size="sm">{t("meetings.papers.about")}</Text>
      <NativeSelect
        label={t("meetings.papers.which")}
        data={[
          { value: "missing", label: t("meetings.papers.missing") },
          { value: "issued", label: t("meetings.papers.issued") },
          { value: "all", label: t("meetings.roll.all") },
        ]}
        value={which}
        onChange={(event) => setWhich(event.currentTarget.value)}
      />
      <ProblemAlert problem={found.error} />
      {found.isPending && <Waiting lines={4} />}
      {rows && <Text size="sm">{t("meetings.roll.n", { n: rows.length })}</Text>}
      {rows && rows.length > 0 && (
        <SeatTable
          rows={rows}
          behind={(row) => row.substitute && t("meetings.door.substituted", { substitute: row.substitute })}
          columns={[[t("meetings.papers.which"), (row) => t(row.issued ? "meetings.papers.issued" : "meetings.papers.missing")]]}
        />
      )}
    </Stack>
  );
}

export function PaperRoll({ ballot }: { ballot: BallotRow }) {
  const [open, setOpen] = useState(false);
  return (
    <Stack gap="xs" component="section" aria-label={t("meetings.papers")}>
      <Button variant="default" w="fit-content" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? "meetings.papers.hide" : "meetings.papers.show")}
      </Button>
      {open && <Rows ballot={ballot} />}
    </Stack>
  );
}
