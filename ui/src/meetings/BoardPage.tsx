// The board for a projector: figures, the sum and the verdict in letters that are read from the last row. It names nobody.
import { Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useShortcuts } from "../keys";
import { t } from "../labels/t";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { figuresOf, useBoard } from "./Figures";
import classes from "./Meetings.module.css";

export function BoardPage() {
  const { meeting } = useSearch({ from: "/meetings/board" });
  const navigate = useNavigate();
  const board = useBoard(meeting ?? "");
  const leave = () => void navigate({ to: "/meetings/meeting", search: { meeting } });
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  useShortcuts({ Escape: leave });
  const sum = board.data?.credentials;
  return (
    <section className={classes.board} aria-label={t("meetings.board")}>
      <Button ref={back} variant="default" onClick={leave} style={{ alignSelf: "flex-end" }}>
        {t("meetings.board.leave")}
      </Button>
      {board.isPending && <Waiting lines={4} />}
      <ProblemAlert problem={board.error} />
      {board.data && sum && (
        <>
          <h1>{board.data.meeting.heading}</h1>
          <p className={classes.verdict} data-quorate={sum.quorate || undefined} role="status">
            {t(sum.quorate ? "meetings.words.quorate" : "meetings.board.not_yet")}
          </p>
          <dl className={classes.big}>
            {figuresOf(board.data).map(([name, n]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{n}</dd>
              </div>
            ))}
          </dl>
          <p className={classes.formula}>{board.data.formula}</p>
          <p className={classes.formula}>{t("meetings.quorum", { rule: board.data.quorum })}</p>
          {board.data.units.length > 1 && board.data.units.length <= 12 && (
            <table className={classes.boardTable}>
              <thead>
                <tr>
                  <th scope="col">{t("meetings.column.unit")}</th>
                  <th scope="col">{t("meetings.figure.base")}</th>
                  <th scope="col">{t("meetings.figure.there")}</th>
                  <th scope="col">{t("meetings.figure.represented")}</th>
                </tr>
              </thead>
              <tbody>
                {board.data.units.map((each) => (
                  <tr key={each.unit ?? "-"}>
                    <td>{each.unit ?? t("meetings.no_unit")}</td>
                    <td>{each.base}</td>
                    <td>{each.there}</td>
                    <td>{each.represented}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </section>
  );
}
