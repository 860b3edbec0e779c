// The credentials as figures with the sum spelled out; asked anew every few seconds, because other desks receive people, too.
import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { MeetingBoard } from "../ipc/api";
import { asked } from "../ipc/client";
import { t } from "../labels/t";
import { ProblemAlert } from "../problems/ProblemAlert";
import { Waiting } from "../parts/Waiting";
import classes from "./Meetings.module.css";

const EVERY_MS = 3_000;

/** The board, as fresh as a look every few seconds makes it. */
export function useBoard(meeting: string) {
  return useQuery({ ...asked("meetings", "board", { id: meeting }), refetchInterval: EVERY_MS });
}

export function figuresOf(board: MeetingBoard): [string, number][] {
  const { credentials: sum } = board;
  return [
    [t("meetings.figure.base"), sum.base],
    [t("meetings.figure.there"), sum.in_person + sum.online],
    [t("meetings.figure.proxies"), sum.proxies_counted],
    [t("meetings.figure.written"), sum.written_counted],
    [t("meetings.figure.counted"), sum.counted],
    [t("meetings.figure.needed"), sum.needed ?? 0],
  ];
}

export function Figures({ meeting }: { meeting: string }) {
  const board = useBoard(meeting);
  if (board.error) return <ProblemAlert problem={board.error} />;
  if (!board.data) return <Waiting lines={2} />;
  const sum = board.data.credentials;
  return (
    <Stack gap={4}>
      <dl className={classes.figures}>
        {figuresOf(board.data).map(([name, n]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{n}</dd>
          </div>
        ))}
      </dl>
      <Text fw={700}>{board.data.formula}</Text>
      {(sum.holder_away > 0 || sum.proxies_void > 0) && (
        <Text size="sm">{t("meetings.figure.not_counted", { away: sum.holder_away, void: sum.proxies_void })}</Text>
      )}
    </Stack>
  );
}
