// Who it is about, how to reach them, what they want; corrected in place.
import { Anchor, Button, Checkbox, MultiSelect, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseDetail, CaseTheme } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { useUnitChoices } from "../organizations/units";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Cases.module.css";
import { Part } from "./Part";
import { THEMES, choices } from "./words";

function Correct({ case: of, onDone }: { case: CaseDetail; onDone(): void }) {
  const desk = useDesk();
  const [name, setName] = useState(of.name);
  const [member, setMember] = useState("");
  const [contact, setContact] = useState(of.contact ?? "");
  const [about, setAbout] = useState(of.about ?? "");
  const [themes, setThemes] = useState<CaseTheme[]>(of.themes);
  const [objects, setObjects] = useState(of.objects_workplace);
  const [health, setHealth] = useState(of.health);
  const [opened, setOpened] = useState(of.opened_on);
  const [unit, setUnit] = useState(of.unit_id);
  const units = useUnitChoices();
  const correct = useChange("cases", "correct_case", { onDone });
  const words = correct.error ? fieldWords(correct.error) : {};
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(correct.error)} />
      <MultiSelect label={t("cases.themes")} data-autofocus data={choices(THEMES, "case_theme")} value={themes} onChange={(next) => setThemes(next as CaseTheme[])} />
      {of.person_id === null && (
        <>
          <TextInput label={t("cases.name")} description={t("cases.name.about")} value={name} error={words["name"]} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput
            label={t("cases.member")}
            description={t("cases.member.about")}
            value={member}
            error={words["member"]}
            onChange={(event) => setMember(event.currentTarget.value)}
          />
          <Select label={t("cases.unit")} description={t("cases.unit.about")} data={units} searchable allowDeselect={false} value={unit} onChange={setUnit} />
        </>
      )}
      <TextInput label={t("cases.contact")} value={contact} error={words["contact"]} onChange={(event) => setContact(event.currentTarget.value)} />
      <Textarea label={t("cases.about")} autosize minRows={2} value={about} error={words["about"]} onChange={(event) => setAbout(event.currentTarget.value)} />
      <DateField label={t("cases.opened_on")} value={opened} onChange={setOpened} era={desk.era} error={words["opened_on"]} />
      <Checkbox label={t("cases.objects")} checked={objects} onChange={(event) => setObjects(event.currentTarget.checked)} />
      <Checkbox label={t("cases.health")} checked={health} onChange={(event) => setHealth(event.currentTarget.checked)} />
      <FormActions
        save={t("ui.save")}
        saving={correct.isPending}
        onSave={() =>
          correct.mutate({
            case_id: of.id,
            version: of.version,
            name: of.person_id === null ? name : undefined,
            member: member.trim() || undefined,
            contact,
            about,
            themes,
            objects_workplace: objects,
            health,
            opened_on: opened || undefined,
            unit_id: unit !== of.unit_id && unit !== null ? unit : undefined,
          })
        }
        onCancel={onDone}
      />
    </Stack>
  );
}

export function CaseFacts({ case: of, may }: { case: CaseDetail; may: boolean }) {
  const desk = useDesk();
  const [correcting, setCorrecting] = useState(false);
  const previous = of.previous_case_no && (
    <Anchor component={Link} to="/cases" search={{ case: of.previous_case_id } as never} className="ky-number">
      {of.previous_case_no}
    </Anchor>
  );
  const lines: [string, React.ReactNode][] = [
    [t("cases.contact"), of.contact],
    [t("cases.about"), of.about],
    [t("cases.themes"), of.themes.map((theme) => enumWords("case_theme", theme)).join(" / ")],
    [t("cases.member_no"), of.member_no],
    [t("cases.unit"), of.unit],
    [t("cases.opened_on"), `${showDate(of.opened_on, desk.era)} ${enumWords("case_channel", of.channel)}`],
    [t("cases.retention"), of.retention_until && showDate(of.retention_until, desk.era)],
    [t("cases.previous"), previous],
  ];
  return (
    <Part
      title={t("cases.part.facts")}
      action={
        may &&
        !correcting && (
          <Button size="compact-sm" variant="default" onClick={() => setCorrecting(true)}>
            {t("cases.correct")}
          </Button>
        )
      }
    >
      {correcting ? (
        <Correct case={of} onDone={() => setCorrecting(false)} />
      ) : (
        <>
          {of.roster && (
            <Text size="sm" mb="xs" role="note">
              {t(`cases.roster.${of.roster as "left" | "erased" | "merged"}`)}
            </Text>
          )}
          <dl className={classes.facts}>
            {lines
              .filter(([, value]) => value)
              .map(([words, value]) => (
                <div key={words} style={{ display: "contents" }}>
                  <dt>{words}</dt>
                  <dd className="ky-private">{value}</dd>
                </div>
              ))}
          </dl>
          {of.objects_workplace && <Text size="sm">{t("cases.objects")}</Text>}
          {of.health && <Text size="sm">{t("cases.health")}</Text>}
        </>
      )}
    </Part>
  );
}
