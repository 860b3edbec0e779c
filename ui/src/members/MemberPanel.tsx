// 個人カード: everything about one person, and the verbs of the union: correct, move, leave.
import { Button, Group, Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { MemberCard, MembershipDetail, PersonDraft } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { SidePanel } from "../parts/SidePanel";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { AddMember } from "./AddMember";
import { Application } from "./Application";
import { CardFacts } from "./CardFacts";
import { Conditions } from "./Conditions";
import { Consents } from "./Consents";
import { Contacts } from "./Contacts";
import { CorrectEnded } from "./CorrectEnded";
import { CorrectMember } from "./CorrectMember";
import { CardHistory } from "./CardHistory";
import { CardPlanned, endsLater } from "./CardPlanned";
import { ErasePerson } from "./ErasePerson";
import { LeaveUnion } from "./LeaveUnion";
import { MoveMember } from "./MoveMember";
import { kanaOf, nameOf } from "./names";
import { startsWith, useOpenAt } from "./openAt";
import { ProvisionsOf } from "./Provisions";
import { Reinstate } from "./Reinstate";
import { RequestsOf } from "./Requests";
import { Terms } from "./Terms";
import { Viewers } from "./Viewers";
import { statusTone } from "./words";

type Doing = "look" | "ended" | "unit" | "rejoin" | "correct" | "move" | "leave" | "reinstate" | "answer" | "erase";

/** The membership that counts: the live one, else the newest. */
export function currentMembership(card: MemberCard): MembershipDetail | undefined {
  const live = card.memberships.find((each) => each.status === "active" || each.status === "suspended" || each.status === "applied");
  return live ?? card.memberships.toSorted((a, b) => (b.joined_on ?? "").localeCompare(a.joined_on ?? ""))[0];
}

function lasts({ from_on, to_on }: { from_on: string; to_on: string | null }, day: string): boolean {
  return from_on <= day && (to_on === null || to_on >= day);
}

/** What later capabilities offer on the card. */
export type CardAlso = (props: { person: string }) => React.ReactNode;

interface BodyProps {
  card: MemberCard;
  at?: string | undefined;
  membership: MembershipDetail | undefined;
  Also?: CardAlso | undefined;
}

function Body({ card, membership, at, Also }: BodyProps) {
  const desk = useDesk();
  const navigate = useNavigate();
  const may = desk.may("change_roster") && !card.erased;
  const [doing, setDoing] = useState<Doing>(may ? startsWith(at) : "look");
  // A membership of the past, while it is corrected.
  const [past, setPast] = useState<MembershipDetail>();
  useOpenAt(at, may);
  const correctPast = (which: "ended" | "unit") => (of: MembershipDetail) => {
    setPast(of);
    setDoing(which);
  };
  const done = () => setDoing("look");
  const live =
    (membership?.status === "active" || membership?.status === "suspended") && !endsLater(membership, desk.today);
  const today = membership?.conditions.filter((each) => lasts(each, desk.today)) ?? [];
  const unit = membership?.assignments.find((each) => lasts(each, desk.today))?.unit_names.join(" / ");
  const employer = card.employments.find(({ employment, to_on }) => lasts({ from_on: employment.from_on ?? "", to_on }, desk.today))?.employer;
  const offices = membership?.terms.filter((each) => lasts(each, desk.today)) ?? [];
  if (doing === "correct") return <CorrectMember card={card} membership={membership} onDone={done} />;
  if (doing === "ended" && past) return <CorrectEnded card={card} membership={past} onDone={done} />;
  if (doing === "unit" && past) return <MoveMember membership={past} onDone={done} />;
  if (doing === "rejoin") {
    const returning = { id: card.person_id, name: nameOf(card.person), member_no: membership?.member_no ?? null, person: card.person };
    return <AddMember returning={returning} onDone={done} onCancel={done} />;
  }
  if (doing === "erase") return <ErasePerson card={card} onDone={done} />;
  if (membership && doing === "move") return <MoveMember membership={membership} onDone={done} />;
  if (membership && doing === "leave") return <LeaveUnion membership={membership} onDone={done} />;
  if (membership && doing === "answer") return <Application membership={membership} onDone={done} />;
  if (membership && doing === "reinstate") return <Reinstate membership={membership} onDone={done} />;
  return (
    <Stack gap="lg">
      <div>
        <Text size="sm" c="dimmed" className="ky-private">
          {kanaOf(card.person)}
        </Text>
        <Group gap="xs" mt={4}>
          {membership && <Badge tone={statusTone(membership.status)}>{enumWords("status", membership.status)}</Badge>}
          {today.map((each) => (
            <Badge key={each.id} tone="notice">
              {enumWords("condition_kind", each.kind)}
            </Badge>
          ))}
          {membership && <Text size="sm">{enumWords("category", membership.category)}</Text>}
          {membership && <Text size="sm">{membership.member_no}</Text>}
        </Group>
        {(unit ?? employer) && (
          <Text size="sm" mt={4}>
            {[unit, employer].filter(Boolean).join(t("ui.between"))}
          </Text>
        )}
        {offices.length > 0 && (
          <Text size="sm" mt={4}>
            {offices
              .map((each) => [each.office, each.fulltime_kind === "none" ? "" : enumWords("fulltime_kind", each.fulltime_kind)])
              .map((words) => words.filter(Boolean).join(" "))
              .join(t("ui.between"))}
          </Text>
        )}
      </div>
      {may && (
        <Group gap="xs">
          <Button variant="default" size="sm" onClick={() => setDoing("correct")}>
            {t("members.correct")}
          </Button>
          {live && (
            <>
              <Button variant="default" size="sm" onClick={() => setDoing("move")}>
                {t("members.move")}
              </Button>
              <Button variant="default" size="sm" onClick={() => setDoing("leave")}>
                {t("members.leave")}
              </Button>
            </>
          )}
          {membership?.status === "ended" && membership.joined_on && (
            <>
              <Button variant="default" size="sm" onClick={() => correctPast("ended")(membership)}>
                {t("members.ended.correct")}
              </Button>
              <Button variant="default" size="sm" onClick={() => correctPast("unit")(membership)}>
                {t("members.ended.unit")}
              </Button>
            </>
          )}
          {membership?.status === "ended" && membership.end_reason !== "death" && (
            <Button variant="default" size="sm" onClick={() => setDoing("rejoin")}>
              {t("members.rejoin")}
            </Button>
          )}
          {membership?.status === "applied" && (
            <Button variant="default" size="sm" onClick={() => setDoing("answer")}>
              {t("members.application")}
            </Button>
          )}
          {membership?.end_reason === "entry_error" && (
            <Button variant="default" size="sm" onClick={() => setDoing("reinstate")}>
              {t("members.reinstate")}
            </Button>
          )}
        </Group>
      )}
      {Also && !card.erased && <Also person={card.person_id} />}
      {card.erased && (
        <Text size="sm" role="note">
          {t("members.erased.text")}
        </Text>
      )}
      {membership && <CardPlanned membership={membership} onCancelEnd={() => setDoing("reinstate")} />}
      <Contacts card={card} adds={at === "mobile" || at === "home_address" ? at : undefined} />
      <CardFacts
        card={card}
        membership={membership}
        onCorrect={may ? correctPast("ended") : undefined}
        onCorrectUnit={may ? correctPast("unit") : undefined}
      />
      {membership && <Conditions membership={membership} />}
      {membership && <Terms membership={membership} />}
      <Consents card={card} adds={at === "consent"} />
      {desk.may("privacy") && !card.erased && <RequestsOf person={card.person_id} />}
      <ProvisionsOf card={card} />
      <Viewers person={card.person_id} />
      <CardHistory card={card} />
      {!card.erased && (desk.may("privacy") || desk.may("erase")) && (
        <Group gap="xs">
          {desk.may("privacy") && (
            <Button
              variant="default"
              size="compact-md"
              onClick={() => void navigate({ to: "/reports", search: { report: "R23", person: card.person_id } })}
            >
              {t("members.disclose")}
            </Button>
          )}
          {desk.may("erase") && (
            <Button variant="default" size="compact-md" onClick={() => setDoing("erase")}>
              {t("members.erase")}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

export interface MemberPanelProps {
  person: string;
  /** The field at which the card opens. */
  at?: string | undefined;
  onClose(): void;
  titleOf(person: PersonDraft): string;
  Also?: CardAlso | undefined;
}

export function MemberPanel({ person, at, onClose, titleOf, Also }: MemberPanelProps) {
  const card = useAnswer("members", "card", { person_id: person });
  const title = card.data ? <span className="ky-private">{titleOf(card.data.person)}</span> : t("ui.loading");
  return (
    <SidePanel title={title} onClose={onClose}>
      <ProblemAlert problem={card.error} onRetry={() => void card.refetch()} />
      {card.isPending && <Waiting lines={6} />}
      {card.data && <Body key={person} at={at} Also={Also} card={card.data} membership={currentMembership(card.data)} />}
    </SidePanel>
  );
}
