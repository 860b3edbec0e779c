// A member for an application: by the number on the paper with Enter, or by name where the officer sees the roster.
import { Anchor, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useDesk } from "../desk/session";
import { call, problemOf, type Problem } from "../ipc/call";
import { useAnswer } from "../ipc/client";
import { onKeys } from "../keys";
import { t } from "../labels/t";
import { kanaOf, nameOf } from "../members/names";
import { searchable } from "../parts/kana";
import { ProblemAlert } from "../problems/ProblemAlert";
import type { Picked } from "./ApplyForm";
import classes from "./Training.module.css";

const FOUND = 6;

export function FindMember({ onPick }: { onPick(picked: Picked): void }) {
  const names = useDesk().may("see_names");
  const field = useRef<HTMLInputElement>(null);
  // The form opens here: the next number can be typed at once.
  useEffect(() => field.current?.focus(), []);
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [missing, setMissing] = useState(false);
  const people = useAnswer("members", "list", { find: asked, limit: FOUND }, { enabled: names && asked.trim() !== "", keep: true });
  const found = asked.trim() === "" ? [] : (people.data?.rows ?? []);
  const take = (picked: Picked) => {
    onPick(picked);
    setTyped("");
    setAsked("");
    setMissing(false);
    setProblem(undefined);
    field.current?.focus();
  };
  const byNumber = async () => {
    const member_no = typed.normalize("NFKC").trim();
    if (!member_no) return;
    setProblem(undefined);
    try {
      const one = await call("training", "find_member", { member_no });
      take({
        key: one.person_id,
        name: one.name,
        about: [one.kana, one.member_no, one.unit].filter(Boolean).join(" / "),
        applicant: { person_id: one.person_id },
      });
    } catch (thrown) {
      const why = problemOf(thrown);
      const [first, second] = found;
      // A name with one match is as good as a number.
      if (why.code === "missing" && first && !second) takeRow(first);
      else if (why.code === "missing") {
        setMissing(true);
        // The next number is written over what was not found.
        field.current?.select();
      }
      else setProblem(why);
    }
  };
  const takeRow = (row: (typeof found)[number]) =>
    take({
      key: row.person_id,
      name: nameOf(row),
      about: [kanaOf(row), row.member_no, row.branch].filter(Boolean).join(" / "),
      applicant: { person_id: row.person_id },
    });
  const type = (words: string, composing: boolean) => {
    setTyped(words);
    setMissing(false);
    if (searchable(words, composing)) setAsked(words);
  };
  return (
    <Stack gap="xs">
      <ProblemAlert problem={problem} />
      <Group gap="xs" align="flex-end" wrap="nowrap" onKeyDown={(event) => onKeys({ Enter: () => void byNumber() })(event)}>
        <TextInput
          ref={field}
          label={t(names ? "training.find_member" : "training.find_number")}
          autoComplete="off"
          style={{ flex: 1 }}
          value={typed}
          description={names ? undefined : t("training.find_number.about")}
          error={missing ? t("training.find_member.none") : undefined}
          onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
          onCompositionEnd={(event) => type(event.currentTarget.value, false)}
        />
        <Button variant="default" onClick={() => void byNumber()}>
          {t("training.find_member.take")}
        </Button>
      </Group>
      {found.length > 0 && (
        <ul className={classes.plain} aria-label={t("training.find_member.found")}>
          {found.map((row) => (
            <li key={row.person_id}>
              <Anchor component="button" type="button" ta="left" underline="hover" className="ky-private" onClick={() => takeRow(row)}>
                {nameOf(row)}
              </Anchor>
              <Text size="xs" span c="dimmed" className="ky-private">
                {" "}
                {[kanaOf(row), row.member_no, row.branch].filter(Boolean).join(" / ")}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}
