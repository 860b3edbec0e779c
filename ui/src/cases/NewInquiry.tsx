// 相談を受け付ける: who, how, and a word. Everything else comes later, in the case.
import { Button, Checkbox, Group, Modal, Radio, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseChannel, CaseDraftRow, InquiryOpened, MemberCalling } from "../ipc/api";
import { call, problemOf, type Problem } from "../ipc/call";
import { forgetAnswers, useAnswer, useChange } from "../ipc/client";
import { useShortcuts } from "../keys";
import { t } from "../labels/t";
import { showMoment } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { searchable } from "../parts/kana";
import { sayDone, sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { useDraft } from "./drafts";
import { inquiryPlace, personOf } from "./inquiry";
import { CHANNELS, choices } from "./words";

/** What is typed rests so long before the roster is asked. */
const REST_MS = 250;
const OTHER = "other";

/** Words that rest: the roster is not asked for every letter. */
function useRested(words: string): string {
  const [rested, setRested] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setRested(words), REST_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return rested;
}

function foundWords(found: MemberCalling): string {
  return [found.name, found.kana, found.member_no, found.unit, found.in_force ? undefined : t("cases.new.not_in_force")].filter(Boolean).join(" / ");
}

interface WhoProps {
  typed: string;
  onType(words: string): void;
  found: MemberCalling[];
  chosen: string | null;
  onChoose(person: string): void;
  asking: boolean;
  asked: boolean;
  fault: React.ReactNode;
}

/** Who calls: typed as they say it; who fits in the roster is offered, and nobody has to be anybody. */
function Who({ typed, onType, found, chosen, onChoose, asking, asked, fault }: WhoProps) {
  const [composing, setComposing] = useState(typed);
  const type = (words: string, half: boolean) => {
    setComposing(words);
    if (searchable(words, half)) onType(words);
  };
  return (
    <div>
      <TextInput
        label={t("cases.new.who")}
        description={t("cases.new.who.about")}
        data-autofocus
        autoComplete="off"
        value={composing}
        error={fault}
        onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
        onCompositionEnd={(event) => type(event.currentTarget.value, false)}
      />
      <div role="status">
        {typed.trim() === "" && (
          <Text size="sm" c="dimmed" mt={4}>
            {t("cases.new.anonymous")}
          </Text>
        )}
        {typed.trim() !== "" && asked && !asking && found.length === 0 && (
          <Text size="sm" c="dimmed" mt={4}>
            {t("cases.new.not_found")}
          </Text>
        )}
        {found.length === 1 && found[0] && (
          <Text size="sm" mt={4} className="ky-private">
            {t("cases.new.found_one", { who: foundWords(found[0]) })}
          </Text>
        )}
      </div>
      {found.length > 0 && (
        <Radio.Group
          mt="xs"
          label={found.length > 1 ? t("cases.new.which") : t("cases.new.is_it")}
          value={chosen ?? ""}
          onChange={onChoose}
        >
          <Stack gap={6} mt={4}>
            {found.map((each) => (
              <Radio key={each.person_id} value={each.person_id} label={<span className="ky-private">{foundWords(each)}</span>} />
            ))}
            <Radio value={OTHER} label={t("cases.new.somebody_else")} />
          </Stack>
        </Radio.Group>
      )}
    </div>
  );
}

/** Which dates the case gets by itself; asked only where the union has more than one timeline. */
function Timeline({ chosen, onChoose }: { chosen: string | null; onChoose(template: string | null): void }) {
  const templates = (useAnswer("cases", "templates", {}).data ?? []).filter((each) => each.active);
  if (templates.length < 2) return null;
  return (
    <Select
      label={t("cases.template.which")}
      placeholder={templates.find((each) => each.standard)?.name ?? ""}
      clearable
      data={templates.filter((each) => !each.standard).map((each) => ({ value: each.id, label: each.name }))}
      value={chosen}
      onChange={onChoose}
    />
  );
}

/** What is typed, as it is kept. */
interface Typed {
  who: string;
  picked: string | null;
  channel: CaseChannel;
  about: string;
  contact: string;
  crisis: boolean;
  mine: boolean;
  objects: boolean;
  another: boolean;
  /** The timeline; none = the standard one. */
  template: string | null;
}

const FIRST: Typed = { who: "", picked: null, channel: "phone", about: "", contact: "", crisis: false, mine: false, objects: false, another: false, template: null };

interface FormProps {
  /** Where what is typed is kept. */
  place: string;
  /** The person whose card the inquiry was begun from. */
  person?: { id: string; name: string } | undefined;
  /** What was typed and not saved. */
  found?: CaseDraftRow | undefined;
  onOpened(opened: InquiryOpened): void;
  /** The telephone rings again: this one is put aside as it is. */
  onAside(): void;
  onCancel(): void;
}

function InquiryForm({ place, person, found: before, onOpened, onAside, onCancel }: FormProps) {
  const desk = useDesk();
  const [kept] = useState(before);
  // Whatever shows drafts asks for them again when the form is gone.
  useEffect(() => () => void forgetAnswers(), []);
  const navigate = useNavigate();
  const draft = useDraft<Typed>(undefined, place, FIRST, kept?.content);
  const { values, set } = draft;
  const { who, picked, channel, about, contact, crisis, mine, objects, another, template } = values;
  const rested = useRested(who.trim());
  const asks = !person && [...rested].length > 1;
  const members = useAnswer("cases", "find_member", { member: rested }, { enabled: asks });
  const found = asks ? (members.data ?? []) : [];
  // One who fits is meant, unless the officer says otherwise.
  const only = found.length === 1 ? found[0]?.person_id : undefined;
  const chosen = picked ?? only ?? null;
  const member = found.find((each) => each.person_id === chosen);
  const open = useChange("cases", "open_inquiry", { quiet: true });
  const [failed, setFailed] = useState<Problem | null>(null);
  const words = open.error ? fieldWords(open.error) : {};
  const unclear = found.length > 1 && !chosen;
  const running = member?.cases ?? [];

  const taken = async (opened: InquiryOpened) => {
    if (mine) {
      try {
        await call("cases", "assign", { case_id: opened.case_id, version: opened.version, not_supervisor: true });
      } catch (thrown) {
        // The inquiry stands; who takes it is settled in the case.
        sayProblem(problemOf(thrown));
      }
      void forgetAnswers();
    }
    // The form knows by then that nothing is lost by leaving it.
    await new Promise((drawn) => setTimeout(drawn));
    sayDone(t("cases.new.done", { no: opened.case_no }));
    onOpened(opened);
  };
  const save = () => {
    setFailed(null);
    if (unclear) return;
    const name = who.trim() || undefined;
    const person_id = person?.id ?? member?.person_id;
    open.mutate(
      {
        person_id,
        name: person_id ? undefined : name,
        contact: contact.trim() || undefined,
        channel,
        about: about.trim() || undefined,
        crisis: crisis || undefined,
        objects_workplace: objects || undefined,
        another: another || undefined,
        template_id: template ?? undefined,
        draft: place,
      },
      {
        onSuccess: (opened) => {
          // One that was on its way while the inquiry was saved came after it.
          void draft.drop();
          void taken(opened);
        },
        onError: setFailed,
      },
    );
  };
  const leave = () => {
    if (begun) void draft.drop();
    onCancel();
  };
  const begun = draft.keeping !== "untouched";
  useShortcuts({ "mod+shift+n": () => begun && onAside() }, { capture: true });
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(failed)} />
      {kept && (
        <Text size="sm" role="note" className="ky-number">
          {t("cases.new.kept", { at: showMoment(kept.at) })}
        </Text>
      )}
      {person ? (
        <Text fw={700} className="ky-private">
          {t("cases.new.of", { name: person.name })}
        </Text>
      ) : (
        <Who
          typed={who}
          onType={(typed) => set({ who: typed, picked: null, another: false })}
          found={found}
          chosen={chosen}
          onChoose={(one) => set({ picked: one })}
          asking={members.isFetching}
          asked={asks && rested === who.trim()}
          fault={words["name"]}
        />
      )}
      {unclear && (
        <Text size="sm" style={{ color: "var(--ky-caution)" }}>
          {t("cases.new.choose_one")}
        </Text>
      )}
      {running.length > 0 && (
        <Group gap="sm">
          <Checkbox
            label={t("cases.new.another", { cases: running.join(t("ui.between")) })}
            checked={another}
            onChange={(event) => set({ another: event.currentTarget.checked })}
          />
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              onCancel();
              void navigate({ to: "/cases", search: { tab: "list", find: running[0] } });
            }}
          >
            {t("cases.new.see_running")}
          </Button>
        </Group>
      )}
      <div>
        <Text fw={700} size="sm" id="cases-channel" mb={4}>
          {t("cases.channel")}
        </Text>
        <SegmentedControl
          aria-labelledby="cases-channel"
          styles={{ root: { flexWrap: "wrap" } }}
          data={choices(CHANNELS, "case_channel")}
          value={channel}
          onChange={(next) => set({ channel: next as CaseChannel })}
        />
      </div>
      <Textarea
        label={t("cases.new.word")}
        description={t("cases.new.word.about")}
        autosize
        minRows={2}
        maxRows={8}
        value={about}
        error={words["about"]}
        onChange={(event) => set({ about: event.currentTarget.value })}
      />
      <Stack gap="xs">
        <Checkbox
          label={t("cases.new.crisis")}
          description={t("cases.new.crisis.about")}
          checked={crisis}
          onChange={(event) => set({ crisis: event.currentTarget.checked })}
        />
        {/* Never ticked beforehand: it says that somebody looked whose superior one is. */}
        <Checkbox
          label={t("cases.new.mine", { name: desk.officer.display_name })}
          description={t("cases.new.mine.about")}
          checked={mine}
          onChange={(event) => set({ mine: event.currentTarget.checked })}
        />
        <Checkbox label={t("cases.objects")} checked={objects} onChange={(event) => set({ objects: event.currentTarget.checked })} />
      </Stack>
      <TextInput
        label={t("cases.contact")}
        description={t("cases.new.contact.about")}
        autoComplete="off"
        value={contact}
        error={words["contact"]}
        onChange={(event) => set({ contact: event.currentTarget.value })}
      />
      <Timeline chosen={template} onChoose={(next) => set({ template: next })} />
      <FormActions save={t("cases.new.save")} saving={open.isPending} disabled={unclear} kept={open.isSuccess} inSight onSave={save} onCancel={leave}>
        {begun && (
          <Button variant="default" onClick={onAside}>
            {t("cases.new.aside")}
          </Button>
        )}
      </FormActions>
    </Stack>
  );
}

/** Calls that were half taken down, each with the way back to it. */
function Aside({ drafts, onGoOn }: { drafts: CaseDraftRow[]; onGoOn(place: string): void }) {
  if (drafts.length === 0) return null;
  const whoOf = (draft: CaseDraftRow) =>
    personOf(draft.place) ? t("cases.new.of_card") : (draft.content as Partial<Typed>).who?.trim() || t("cases.anonymous");
  return (
    <Stack gap={4} mb="md" role="note">
      <Text size="sm">{t("cases.new.waiting", { n: drafts.length })}</Text>
      {drafts.map((draft) => (
        <Button key={draft.place} size="compact-md" variant="default" w="fit-content" className="ky-private" onClick={() => onGoOn(draft.place)}>
          {t("cases.new.go_on", { at: showMoment(draft.at), who: whoOf(draft) })}
        </Button>
      ))}
    </Stack>
  );
}

export interface NewInquiryProps {
  opened: boolean;
  person?: string | undefined;
  /** The place of a call that was half taken down and is gone on with. */
  draft?: string | undefined;
  onClose(): void;
}

/** One call at a time: another one is begun beside it, and each is gone on with as it was left. */
function Calls({ person, draft, drafts, onClose }: { person: FormProps["person"]; draft: string | undefined; drafts: CaseDraftRow[]; onClose(): void }) {
  const navigate = useNavigate();
  const [place, setPlace] = useState(() => draft ?? inquiryPlace(person?.id));
  const others = drafts.filter((each) => each.case_id === null && each.place !== place);
  // One that was begun from a card is gone on with as that person's: the dialog is opened for them.
  const goOn = (at: string) => {
    const theirs = personOf(at);
    if (theirs === undefined || theirs === person?.id) {
      setPlace(at);
      return;
    }
    onClose();
    void navigate({ to: "/cases", search: { open: "new" }, state: { person: theirs, draft: at } as never });
  };
  return (
    <>
      <Aside drafts={others} onGoOn={goOn} />
      <InquiryForm
        key={place}
        place={place}
        person={personOf(place) === person?.id ? person : undefined}
        found={drafts.find((each) => each.place === place)}
        onAside={() => setPlace(inquiryPlace(undefined))}
        onCancel={onClose}
        onOpened={(made) => {
          onClose();
          void navigate({ to: "/cases", search: { case: made.case_id } });
        }}
      />
    </>
  );
}

/** The dialog, over whatever is open: what is half filled below it stays. */
export function NewInquiry({ opened, person, draft, onClose }: NewInquiryProps) {
  const desk = useDesk();
  const card = useAnswer("members", "card", { person_id: person ?? "" }, { enabled: opened && person !== undefined && desk.may("see_cards") });
  const name = card.data && [card.data.person.family_name, card.data.person.given_name].filter(Boolean).join(" ");
  // What was typed and not saved is there again; asked anew each time, for it may have been left a moment ago.
  const drafts = useAnswer("cases", "drafts", {}, { enabled: opened });
  const ready = (person === undefined || card.data !== undefined) && !drafts.isPending;
  return (
    <Modal opened={opened && ready} onClose={onClose} title={t("cases.new")} size="lg">
      <Calls
        key={draft ?? person}
        person={person && name ? { id: person, name } : undefined}
        draft={draft}
        drafts={drafts.data ?? []}
        onClose={onClose}
      />
    </Modal>
  );
}
