// 団体とのやりとり: the invitation with its form goes out, the filled form comes in, the answer goes back; and what happened when.
import { Button, Group, Modal, Stack, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { FilePassword, isReady, newFileLock, passwordOf } from "../desk/FilePassword";
import { useDesk } from "../desk/session";
import type { PartnerEvent, PartnerRow, PartnerState, Provided, RunDetail } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { host, type PickedFile } from "../ipc/host";
import { enumWords, numberWords, t } from "../labels/t";
import { FileWritten, type WrittenFile } from "../members/FileWritten";
import { Badge } from "../parts/Badge";
import type { Tone } from "../parts/colors";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { Told } from "../parts/Told";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { ContactFields, contactOf, writtenContact } from "./ContactFields";
import { LanguageField } from "./LanguageField";
import { lookedAt, PartnerFilter } from "./PartnerFilter";
import type { RunPartProps } from "./RunPage";
import { TakeIn } from "./TakeIn";
import { ToPartners } from "./ToPartners";
import classes from "./Training.module.css";

const TONES: Record<PartnerState, Tone> = {
  not_invited: "pending",
  waiting: "notice",
  overdue: "urgent",
  came: "caution",
  answered: "good",
  silent: "ended",
};

/** The invitation of a partner: who takes the form back stands on it, so nobody is left out. */
function Invite({ detail, partner, onDone }: { detail: RunDetail; partner: PartnerRow; onDone(): void }) {
  const desk = useDesk();
  const [contact, setContact] = useState(() => contactOf(detail.contact_before ?? detail.fields));
  const [locale, setLocale] = useState(partner.locale);
  const [written, setWritten] = useState<WrittenFile>();
  const [tried, setTried] = useState(false);
  const write = useChange("training", "write_invitation", { job: t("training.invitation.writing"), quiet: true });
  const words = write.error ? fieldWords(write.error) : {};
  const named = contact.contact_name.trim() !== "" && (contact.contact_mail.trim() !== "" || contact.contact_phone.trim() !== "");
  const save = async () => {
    setTried(true);
    if (!named) return;
    const file = await host.pickFile("save_workbook", `${t("training.invitation.name")}_${partner.org}_${desk.today}.xlsx`);
    if (!file) return;
    write.mutate(
      { run_id: detail.run.id, org_id: partner.org_id, file: file.token, locale, ...writtenContact(contact) },
      { onSuccess: (done) => setWritten({ words: t("training.written", { name: done.name }), token: file.token, password: undefined, provided: done.provided }) },
    );
  };
  if (written) return <FileWritten written={written} onDone={onDone} />;
  return (
    <Stack gap="md">
      <Text>{t("training.invitation.text", { org: partner.org })}</Text>
      {!detail.run.apply_until && <Text size="sm">{t("training.invitation.no_until")}</Text>}
      <ProblemAlert problem={formProblem(write.error)} />
      <ContactFields value={contact} onChange={setContact} words={words} asked={tried} />
      <LanguageField value={locale} onChange={setLocale} />
      <FormActions save={t("training.results.save")} saving={write.isPending} onSave={() => void save()} onCancel={onDone} />
    </Stack>
  );
}

interface PersonalProps {
  paper: "results" | "certificates";
  detail: RunDetail;
  partner: PartnerRow;
  onDone(): void;
}

/** What names a partner's own people: it asks why, and is protected by a password. */
function Personal({ paper, detail, partner, onDone }: PersonalProps) {
  const desk = useDesk();
  const certificates = paper === "certificates";
  const [purpose, setPurpose] = useState(certificates ? t("training.paper.R14.why") : "");
  const [locale, setLocale] = useState(partner.locale);
  const [lock, setLock] = useState(newFileLock);
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState<WrittenFile>();
  const results = useChange("training", "write_results", { job: t("training.results.writing"), quiet: true });
  const report = useChange("reports", "write", { job: t("training.paper.writing"), quiet: true });
  const write = certificates ? report : results;
  const words = write.error ? fieldWords(write.error) : {};
  const save = async () => {
    setTried(true);
    if (!purpose.trim() || !isReady(lock)) return;
    const name = t(certificates ? "report.training.certificate" : "training.results.name");
    const file = await host.pickFile("save_workbook", `${name}_${partner.org}_${desk.today}.xlsx`);
    if (!file) return;
    const onSuccess = (done: { name: string; provided: Provided | null }) =>
      setWritten({
        words: t("training.written", { name: done.name }),
        token: file.token,
        password: lock.choice === "made" ? lock.made : undefined,
        provided: done.provided,
      });
    const common = { file: file.token, purpose: purpose.trim(), locale, password: passwordOf(lock) };
    if (certificates) report.mutate({ report: "R14", as_of: desk.today, run: detail.run.id, organization: partner.org_id, ...common }, { onSuccess });
    else results.mutate({ run_id: detail.run.id, org_id: partner.org_id, ...common }, { onSuccess });
  };
  if (written) return <FileWritten written={written} onDone={onDone} />;
  return (
    <Stack gap="md">
      <Text>{t(certificates ? "training.certificates.partner.text" : "training.results.text", { org: partner.org })}</Text>
      <ProblemAlert problem={formProblem(write.error)} />
      <TextInput
        label={t("members.export.purpose")}
        description={t("members.export.purpose.about")}
        required
        data-autofocus
        value={purpose}
        error={words["purpose"] ?? (tried && !purpose.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      <LanguageField value={locale} onChange={setLocale} />
      <FilePassword value={lock} onChange={setLock} tried={tried} error={words["password"]} />
      <FormActions save={t("training.results.save")} saving={write.isPending} onSave={() => void save()} onCancel={onDone} />
    </Stack>
  );
}

/** What happened, in words. */
function eventWords(event: PartnerEvent): string {
  const count = (what: string, n: number | null) => (n ? t("training.partners.event.count", { what, n }) : "");
  switch (event.step) {
    case "invited":
      return t("training.partners.event.invited", { edition: event.edition ?? 1 });
    case "came": {
      const counts = [
        count(enumWords("form_outcome", "applied"), event.people),
        count(enumWords("form_outcome", "changed"), event.changed),
        count(enumWords("form_outcome", "withdrawn"), event.withdrawn),
        count(enumWords("form_outcome", "refused"), event.refused),
      ];
      return t("training.partners.event.came", { edition: event.edition ?? 1, counts: counts.filter(Boolean).join(" / ") || t("ui.none") });
    }
    case "returned":
      return t("training.partners.event.returned", { edition: event.edition ?? 1 });
    case "answered":
      return t("training.partners.event.answered", { n: event.people ?? 0 });
    case "billed":
      return t("training.partners.event.billed");
    case "certified":
      return t("training.partners.event.certified");
  }
}

function Events({ partner }: { partner: PartnerRow }) {
  const desk = useDesk();
  if (partner.events.length === 0) return <Text size="sm">{t("training.partners.nothing")}</Text>;
  return (
    <ul className={classes.events}>
      {partner.events.map((event, at) => (
        // What happened never changes its order; the newest stands first.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={partner.events.length - at}>
          <span className="ky-number">{showDate(event.on, desk.era)}</span>
          <span>{eventWords(event)}</span>
        </li>
      ))}
    </ul>
  );
}

type Doing = { what: "invite" | "results" | "certificates"; partner: PartnerRow };

interface PartnersProps {
  rows: PartnerRow[];
  over: boolean;
  onDo(doing: Doing): void;
}

function Partners({ rows, over, onDo }: PartnersProps) {
  const desk = useDesk();
  return (
    <Wide label={t("training.part.partners")} least={46}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("training.org")}</Table.Th>
            <Table.Th scope="col" ta="right" className="ky-name">
              {t("training.quota.seats")}
            </Table.Th>
            <Table.Th scope="col" ta="right" className="ky-name">
              {t("training.partners.people")}
            </Table.Th>
            <Table.Th scope="col">{t("training.partners.state")}</Table.Th>
            <Table.Th scope="col">{t("training.partners.history")}</Table.Th>
            <Table.Th scope="col">
              <span className="ky-quiet">{t("ui.palette.command")}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((partner) => (
            <Table.Tr key={partner.org_id}>
              <Table.Th scope="row">{partner.org}</Table.Th>
              <Table.Td ta="right" className="ky-number">
                {numberWords(partner.seats)}
              </Table.Td>
              <Table.Td ta="right" className="ky-number">
                {numberWords(partner.people)}
              </Table.Td>
              <Table.Td>
                <Group gap={4}>
                  <Badge tone={TONES[partner.state]}>{enumWords("partner_state", partner.state)}</Badge>
                  {partner.due.map((due) => (
                    <Badge key={due} tone="caution">
                      {enumWords("partner_due", due)}
                    </Badge>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>
                <Events partner={partner} />
              </Table.Td>
              <Table.Td>
                <Stack gap={4} align="stretch">
                  {!over && (
                    <Button
                      variant="default"
                      size="compact-md"
                      aria-label={t("training.invitation.of", { org: partner.org })}
                      onClick={() => onDo({ what: "invite", partner })}
                    >
                      {t("training.invitation")}
                    </Button>
                  )}
                  {partner.applications > 0 && (
                    <Button
                      variant="default"
                      size="compact-md"
                      aria-label={t("training.results.of", { org: partner.org })}
                      onClick={() => onDo({ what: "results", partner })}
                    >
                      {t("training.results")}
                    </Button>
                  )}
                  {partner.certified > 0 && desk.may("export_training") && (
                    <Button
                      variant="default"
                      size="compact-md"
                      aria-label={t("training.certificates.partner", { org: partner.org })}
                      onClick={() => onDo({ what: "certificates", partner })}
                    >
                      {t("training.paper.R14.write")}
                    </Button>
                  )}
                </Stack>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

/** Who was asked and has not answered although the last day is over. */
function Overdue({ rows, until }: { rows: PartnerRow[]; until: string | null }) {
  const desk = useDesk();
  const late = rows.filter((row) => row.state === "overdue");
  if (late.length === 0) return null;
  const names = late.map((row) => row.org).join(t("ui.list.and"));
  return <Told tone="urgent" title={t("training.partners.overdue", { on: showDate(until, desk.era), n: late.length, names })}>{null}</Told>;
}

export function PartnersPart({ detail, place, go }: RunPartProps) {
  const desk = useDesk();
  const partners = useAnswer("training", "partners", { id: detail.run.id }, { keep: true });
  const [file, setFile] = useState<PickedFile>();
  const [doing, setDoing] = useState<Doing>();
  const close = () => setDoing(undefined);
  const pick = async () => {
    const picked = await host.pickFile("open_roster", "");
    if (picked) setFile(picked);
  };
  const rows = partners.data ?? [];
  const shown = lookedAt(rows, place);
  const until = detail.run.apply_until;
  const over = ["running", "finished", "cancelled"].includes(detail.run.status);
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <Stack gap="md" maw="80rem">
          <Text className="ky-measure">{t("training.partners.text")}</Text>
          <Group gap="md">
            <Button leftSection={<Icon name="import" size={18} />} onClick={() => void pick()}>
              {t("training.form.take")}
            </Button>
            <ToPartners paper="invitation" detail={detail} nobody={over || !rows.some((row) => row.state === "not_invited")} />
            {rows.some((row) => row.applications > 0) && <ToPartners paper="results" detail={detail} partners={rows} />}
            {rows.some((row) => row.certified > 0) && desk.may("export_training") && (
              <ToPartners paper="certificates" detail={detail} partners={rows} />
            )}
            {until && <Text size="sm">{t("training.partners.until", { on: showDate(until, desk.era) })}</Text>}
          </Group>
          <ProblemAlert problem={partners.error} onRetry={() => void partners.refetch()} />
          {partners.isPending && <Waiting lines={4} />}
          <Overdue rows={rows} until={until} />
          {partners.data && rows.length === 0 && <Text>{t("training.partners.empty")}</Text>}
          {rows.length > 1 && <PartnerFilter rows={rows} place={place} go={go} />}
          {rows.length > 0 && shown.length === 0 && <Text>{t("training.none_found")}</Text>}
          {shown.length > 0 && <Partners rows={shown} over={over} onDo={setDoing} />}
        </Stack>
      </div>
      <Modal opened={file !== undefined} onClose={() => setFile(undefined)} title={t("training.form.take")} size="xl">
        {file && <TakeIn key={file.token} detail={detail} file={file} onOther={() => void pick()} onClose={() => setFile(undefined)} />}
      </Modal>
      <Modal opened={doing?.what === "invite"} onClose={close} title={t("training.invitation")} size="lg">
        {doing?.what === "invite" && <Invite detail={detail} partner={doing.partner} onDone={close} />}
      </Modal>
      <Modal
        opened={doing?.what === "results" || doing?.what === "certificates"}
        onClose={close}
        title={t(doing?.what === "certificates" ? "training.paper.R14.write" : "training.results")}
        size="lg"
      >
        {(doing?.what === "results" || doing?.what === "certificates") && (
          <Personal paper={doing.what} detail={detail} partner={doing.partner} onDone={close} />
        )}
      </Modal>
    </div>
  );
}
