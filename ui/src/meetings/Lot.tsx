// くじ: what the lot decided between equals, drawn by people before witnesses. It is recorded once.
import { Checkbox, NativeSelect, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { BallotDetail, LotOrgan } from "../ipc/api";
import { useChange } from "../ipc/client";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { options } from "./words";

export function Lot({ detail }: { detail: BallotDetail }) {
  const [organ, setOrgan] = useState<LotOrgan>("election_committee");
  const [drawnBy, setDrawnBy] = useState("");
  const [present, setPresent] = useState("");
  const [elected, setElected] = useState<string[]>([]);
  const draw = useChange("meetings", "draw_lot");
  const words = draw.error ? fieldWords(draw.error) : {};
  const equals = detail.candidates.filter((each) => detail.to_draw.includes(each.no));
  const send = () =>
    draw.mutate({
      id: detail.ballot.id,
      organ,
      drawn_by: drawnBy.trim(),
      present: present
        .split(/[\n、]/)
        .map((name) => name.trim())
        .filter(Boolean),
      elected: elected.map(Number),
    });
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {t("meetings.lot")}
      </Title>
      <Text size="sm">{t("meetings.lot.about", { names: equals.map((each) => each.name).join(t("ui.between")), n: detail.left })}</Text>
      <ProblemAlert problem={formProblem(draw.error)} />
      <NativeSelect
        label={t("meetings.lot.organ")}
        data={options("lot_organ", ["election_committee", "chair"] as const)}
        value={organ}
        onChange={(event) => setOrgan(event.currentTarget.value as LotOrgan)}
      />
      <TextInput label={t("meetings.lot.drawn_by")} required value={drawnBy} error={words["drawn_by"]} onChange={(event) => setDrawnBy(event.currentTarget.value)} />
      <Textarea label={t("meetings.lot.present")} description={t("meetings.lot.present.about")} required autosize minRows={2} value={present} error={words["present"]} onChange={(event) => setPresent(event.currentTarget.value)} />
      <Checkbox.Group label={t("meetings.lot.elected")} description={t("meetings.lot.elected.n", { n: detail.left })} required value={elected} error={words["elected"]} onChange={setElected}>
        <Stack gap="xs" mt="xs">
          {equals.map((each) => (
            <Checkbox key={each.no} value={String(each.no)} label={each.name} />
          ))}
        </Stack>
      </Checkbox.Group>
      <FormActions save={t("meetings.lot.save")} saving={draw.isPending} onSave={send} />
    </Stack>
  );
}
