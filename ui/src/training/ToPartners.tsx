// A paper for every partner at once: asked for in one form, written into one folder, told partner by partner.
import { Button, Group, Modal, Radio, Stack, Table, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { makePassword } from "../desk/FilePassword";
import { NO_PASSPHRASE, passphraseFaults, PassphraseFields } from "../desk/PassphraseFields";
import type { PartnerPaper, PartnerRow, RunDetail, WrittenToPartners } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { host, type PickedFile } from "../ipc/host";
import { t } from "../labels/t";
import { copyTable } from "../parts/clipboard";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { Told } from "../parts/Told";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { ContactFields, contactOf, writtenContact } from "./ContactFields";
import { remarkWords } from "./words";

type Lock = "each" | "own" | "plain";

interface Done {
  folder: PickedFile;
  answer: WrittenToPartners;
  /** By partner, where each file got its own. */
  passwords: Map<string, string>;
}

function Written({ done, onDone }: { done: Done; onDone(): void }) {
  const { written, refused } = done.answer;
  const locked = done.passwords.size > 0;
  const head = [t("training.org"), t("training.to_partners.file"), ...(locked ? [t("desk.file_password")] : [])];
  const rows = written.map((file) => [file.org, file.name, ...(locked ? [done.passwords.get(file.org_id) ?? ""] : [])]);
  return (
    <Stack gap="md">
      <Text role="status">{t("training.to_partners.written", { n: written.length, folder: done.folder.name })}</Text>
      {refused.length > 0 && (
        <Told tone="caution" title={t("training.to_partners.refused", { n: refused.length })}>
          <ul>
            {refused.map((one) => (
              <li key={one.org_id}>
                {one.org}: {remarkWords(one.why)}
              </li>
            ))}
          </ul>
        </Told>
      )}
      {locked && <Text role="note">{t("training.to_partners.passwords")}</Text>}
      {rows.length > 0 && (
        <Wide label={t("training.to_partners.file")} least={locked ? 52 : 36}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                {head.map((words) => (
                  <Table.Th key={words} scope="col">
                    {words}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(([org, name, password]) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row">{org}</Table.Th>
                  <Table.Td>{name}</Table.Td>
                  {locked && <Table.Td style={{ fontFamily: "var(--mantine-font-family-monospace)" }}>{password}</Table.Td>}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
      <Group>
        <Button data-autofocus onClick={onDone}>
          {t("ui.close")}
        </Button>
        {locked && (
          <Button variant="default" onClick={() => void copyTable(head, rows)}>
            {t("training.to_partners.copy")}
          </Button>
        )}
        <Button variant="default" onClick={() => void host.openWritten(done.folder.token)}>
          {t("ui.open")}
        </Button>
      </Group>
    </Stack>
  );
}

export interface ToPartnersProps {
  paper: PartnerPaper;
  detail: RunDetail;
  /** Who may get a file with names: each gets a password of its own. */
  partners?: PartnerRow[];
  /** How a bill is paid: the same as on a bill for one. */
  payment?: string;
  onPayment?(payment: string): void;
  /** Nobody is left to write to: no button, but what was just written stays until it is closed. */
  nobody?: boolean;
}

function Form({ paper, detail, partners = [], payment = "", onPayment, onDone }: ToPartnersProps & { onDone(): void }) {
  const [contact, setContact] = useState(() => contactOf(detail.contact_before ?? detail.fields));
  const [purpose, setPurpose] = useState(paper === "certificates" ? t("training.paper.R14.why") : "");
  const [lock, setLock] = useState<Lock>("each");
  const [own, setOwn] = useState(NO_PASSPHRASE);
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState<Done>();
  const kinds = useAnswer("reports", "list", {}, { enabled: paper === "bill" });
  const write = useChange("reports", "write_to_partners", { job: t("training.to_partners.writing"), quiet: true });
  const words = write.error ? fieldWords(write.error) : {};
  const names = paper === "results" || paper === "certificates";
  const prints = kinds.data?.find((kind) => kind.report === "R15")?.prints ?? false;
  const lacksContact = !contact.contact_name.trim() || (!contact.contact_mail.trim() && !contact.contact_phone.trim());
  const lacksPassword = lock === "own" && Object.keys(passphraseFaults(own)).length > 0;
  const save = async (booklets: boolean) => {
    setTried(true);
    if ((names && (!purpose.trim() || lacksPassword)) || (paper === "invitation" && lacksContact)) return;
    const folder = await host.pickFile("save_folder", "");
    if (!folder) return;
    const made = new Map(names && lock === "each" ? partners.map((row) => [row.org_id, makePassword()]) : []);
    write.mutate(
      {
        paper,
        run: detail.run.id,
        folder: folder.token,
        ...(paper === "invitation" && writtenContact(contact)),
        ...(names && { purpose: purpose.trim() }),
        ...(names && lock === "own" && { password: own.first }),
        ...(made.size > 0 && { passwords: [...made].map(([org_id, password]) => ({ org_id, password })) }),
        ...(paper === "bill" && payment.trim() && { payment: payment.trim() }),
        ...(booklets && { booklets }),
      },
      { onSuccess: (answer) => setDone({ folder, answer, passwords: made }) },
    );
  };
  if (done) return <Written done={done} onDone={onDone} />;
  return (
    <Stack gap="md">
      <Text>{t(`training.to_partners.${paper}.text`)}</Text>
      <ProblemAlert problem={formProblem(write.error)} />
      {paper === "invitation" && !detail.run.apply_until && <Text size="sm">{t("training.invitation.no_until")}</Text>}
      {paper === "invitation" && <ContactFields value={contact} onChange={setContact} words={words} asked={tried} />}
      {names && (
        <TextInput
          label={t("members.export.purpose")}
          description={t("members.export.purpose.about")}
          required
          data-autofocus
          value={purpose}
          error={words["purpose"] ?? (tried && !purpose.trim() ? t("ui.fill_in") : undefined)}
          onChange={(event) => setPurpose(event.currentTarget.value)}
        />
      )}
      {names && (
        <Radio.Group label={t("desk.file_password")} value={lock} error={words["password"]} onChange={(next) => setLock(next as Lock)}>
          <Stack gap="xs" mt="xs">
            <Radio value="each" label={t("training.to_partners.each")} />
            <Radio value="own" label={t("desk.file_password.own")} />
            <Radio value="plain" label={t("desk.file_password.plain")} />
          </Stack>
        </Radio.Group>
      )}
      {names && lock === "own" && (
        <>
          <Text size="sm">{t("training.to_partners.one_password")}</Text>
          <PassphraseFields of="file" value={own} onChange={setOwn} tried={tried} />
        </>
      )}
      {names && lock === "plain" && (
        <Text size="sm" role="note" style={{ color: "var(--ky-caution)" }}>
          {t("members.export.plain")}
        </Text>
      )}
      {paper === "bill" && (
        <Textarea
          label={t("training.bill.payment")}
          description={t("training.bill.payment.about")}
          autosize
          minRows={2}
          data-autofocus
          value={payment}
          error={words["payment"]}
          onChange={(event) => onPayment?.(event.currentTarget.value)}
        />
      )}
      <FormActions save={t("training.to_partners.folder")} saving={write.isPending} kept={paper === "bill"} onSave={() => void save(false)} onCancel={onDone}>
        {prints && (
          <Button variant="default" disabled={write.isPending} onClick={() => void save(true)}>
            {t("training.to_partners.folder_pdf")}
          </Button>
        )}
      </FormActions>
    </Stack>
  );
}

export function ToPartners(props: ToPartnersProps) {
  const [asking, setAsking] = useState(false);
  const words = t(`training.to_partners.${props.paper}`);
  return (
    <>
      {!props.nobody && (
        <Button variant="default" leftSection={<Icon name="file" size={18} />} onClick={() => setAsking(true)}>
          {words}
        </Button>
      )}
      {/* Passwords are shown once: a press beside the window does not take them away. */}
      <Modal opened={asking} onClose={() => setAsking(false)} title={words} size="xl" closeOnClickOutside={false}>
        <Form {...props} onDone={() => setAsking(false)} />
      </Modal>
    </>
  );
}
