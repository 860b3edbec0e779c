// 記録の中を探す: the words of one's own notes, opened one by one in the core; no index knows them.
import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useAnswer } from "../ipc/client";
import { t, wireWords } from "../labels/t";
import { showMoment } from "../parts/dates";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import classes from "./Cases.module.css";
import { whoWords } from "./words";

export function NoteHits({ find }: { find: string }) {
  const hits = useAnswer("cases", "search_notes", { find });
  return (
    <section aria-label={t("cases.search_notes")}>
      <ProblemAlert problem={hits.error} onRetry={() => void hits.refetch()} />
      {hits.isPending && <Waiting />}
      <Text role="status" mb="xs">
        {hits.data && t("cases.search_notes.found", { n: hits.data.length })}
      </Text>
      {hits.data && hits.data.length > 0 && (
        <ul className={classes.rows}>
          {hits.data.map((hit) => (
            <li key={`${hit.note_id} ${hit.part}`} className={classes.row}>
              <div>
                <Anchor component={Link} to="/cases" search={{ case: hit.case_id } as never} className="ky-private">
                  {whoWords(hit)}
                </Anchor>{" "}
                <Text size="sm" c="dimmed" component="span">
                  {hit.case_no} / {showMoment(hit.saved_at)} / {wireWords(`cases.note.${hit.part}`)}
                </Text>
                <Text size="sm" className="ky-private">
                  {hit.excerpt}
                </Text>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
