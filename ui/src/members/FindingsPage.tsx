// 名簿の点検: what is wrong, missing or unusual in the records, kind by kind; each opens the card at its field.
import { Button, Checkbox, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { FindingKind, FindingRow, FindingsOf, Page, Weight } from "../ipc/api";
import { call, type Problem } from "../ipc/call";
import { useAnswer, useChange } from "../ipc/client";
import { useShortcuts } from "../keys";
import { enumWords, numberWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import type { Tone } from "../parts/colors";
import { EmptyPage } from "../parts/EmptyPage";
import { SidePanel } from "../parts/SidePanel";
import { BackTo } from "../parts/ThingHead";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import classes from "./Members.module.css";
import { MemberPanel } from "./MemberPanel";
import { nameOf } from "./names";
import type { FindingsPlace } from "./place";

const TONES: Record<Weight, Tone> = { wrong: "urgent", missing: "caution", look: "notice" };

/** Findings, page after page as they are asked for. */
function useFindings(input: FindingsOf) {
  return useInfiniteQuery<Page<FindingRow>, Problem>({
    queryKey: ["members", "findings", input],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => call("members", "findings", { ...input, after: pageParam as string | undefined }),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function FindingsPage() {
  const navigate = useNavigate();
  const place = useSearch({ from: "/members/findings" });
  const go = (change: Partial<FindingsPlace>) =>
    void navigate({ to: "/members/findings", search: (before: FindingsPlace) => ({ ...before, ...change }), replace: true });
  const counts = useAnswer("members", "count_findings", {}, { keep: true });
  const kinds = counts.data?.kinds ?? [];
  const kind = place.kind as FindingKind | undefined;
  const kept = place.kept ?? false;
  const found = useFindings({ kind, kept });
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  const leave = useChange("members", "leave_finding", {});
  const again = useChange("members", "look_again", {});
  const at = rows.findIndex((row) => row.person_id === place.person && row.kind === place.at);
  const open = (row: FindingRow | undefined) => row && go({ person: row.person_id, at: row.kind });
  const step = (by: -1 | 1) => {
    const next = rows[at === -1 ? 0 : at + by];
    if (next) open(next);
    else if (by === 1 && found.hasNextPage) void found.fetchNextPage();
  };
  useShortcuts({ "alt+ArrowDown": () => step(1), "alt+ArrowUp": () => step(-1) });
  const opened = rows[at];
  const settle = (row: FindingRow) => {
    const change = kept ? again : leave;
    change.mutate({ person_id: row.person_id, kind: row.kind }, { onError: sayProblem });
  };
  return (
    <div className={classes.page}>
      <div className={classes.main}>
        <Stack p="lg" gap="md">
          <div>
            <BackTo to="/members" words={t("members.to_list")} />
            <Title order={1}>{t("members.findings.title")}</Title>
            <Text size="sm" c="dimmed">
              {counts.data ? t("members.findings.text", { members: counts.data.members, n: counts.data.with }) : t("ui.loading")}
            </Text>
          </div>
          <ProblemAlert problem={counts.error ?? found.error} onRetry={() => void found.refetch()} />
          <Group gap="xs" role="group" aria-label={t("members.findings.kinds")}>
            <Button size="compact-md" variant={kind ? "default" : "filled"} aria-pressed={!kind} onClick={() => go({ kind: undefined })}>
              {t("ui.all")}
            </Button>
            {kinds
              .filter((each) => (kept ? each.kept : each.n) > 0 || each.kind === kind)
              .map((each) => (
                <Button
                  key={each.kind}
                  size="compact-md"
                  className={classes.kind}
                  variant={kind === each.kind ? "filled" : "default"}
                  aria-pressed={kind === each.kind}
                  onClick={() => go({ kind: each.kind })}
                >
                  {t("members.findings.kind", { kind: enumWords("finding", each.kind), n: kept ? each.kept : each.n })}
                </Button>
              ))}
          </Group>
          <Checkbox label={t("members.findings.kept")} checked={kept} onChange={(event) => go({ kept: event.currentTarget.checked || undefined })} />
          {found.isPending && <Waiting lines={6} />}
          {found.data && rows.length === 0 && (
            <EmptyPage icon="check" title={t("members.findings.none")} text={kept ? t("members.findings.none_kept") : t("members.findings.none.text")} />
          )}
          {rows.length > 0 && (
            <>
              <Wide label={t("members.findings.title")} least={36}>
                <Table highlightOnHover>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t("members.findings.weight")}</Table.Th>
                      <Table.Th>{t("members.findings.what")}</Table.Th>
                      <Table.Th>{t("members.column.member_no")}</Table.Th>
                      <Table.Th>{t("members.column.name")}</Table.Th>
                      <Table.Th>{t("members.unit")}</Table.Th>
                      <Table.Th>{t("members.findings.does")}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {rows.map((row) => (
                      <Table.Tr key={`${row.membership_id} ${row.kind}`} bg={row === opened ? "var(--ky-selected)" : undefined}>
                        <Table.Td>
                          <Badge tone={TONES[row.weight]}>{enumWords("weight", row.weight)}</Badge>
                        </Table.Td>
                        <Table.Td>{enumWords("finding", row.kind)}</Table.Td>
                        <Table.Td>{row.member_no}</Table.Td>
                        <Table.Td className="ky-name ky-private">{row.name}</Table.Td>
                        <Table.Td>{row.unit ?? t("members.no_unit")}</Table.Td>
                        <Table.Td>
                          <Group gap="xs" wrap="nowrap">
                            <Button
                              size="compact-sm"
                              variant="default"
                              aria-label={t("members.findings.mend_of", { name: row.name, what: enumWords("finding", row.kind) })}
                              onClick={() => open(row)}
                            >
                              {t("members.findings.mend")}
                            </Button>
                            <Button
                              size="compact-sm"
                              variant="subtle"
                              aria-label={
                                kept
                                  ? t("members.findings.again_of", { name: row.name, what: enumWords("finding", row.kind) })
                                  : t("members.findings.leave_of", { name: row.name, what: enumWords("finding", row.kind) })
                              }
                              onClick={() => settle(row)}
                            >
                              {kept ? t("members.findings.again") : t("members.findings.leave")}
                            </Button>
                          </Group>
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Wide>
              {found.hasNextPage && (
                <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                  {t("members.findings.more", { n: numberWords(rows.length) })}
                </Button>
              )}
            </>
          )}
        </Stack>
      </div>
      {place.person && opened && (
        <MemberPanel
          key={`${place.person} ${place.at}`}
          person={place.person}
          at={opened.field}
          onClose={() => go({ person: undefined, at: undefined })}
          titleOf={nameOf}
        />
      )}
      {place.person && !opened && found.data && (
        <SidePanel title={t("members.findings.mended")} onClose={() => go({ person: undefined, at: undefined })}>
          <Stack gap="md">
            <Text>{t("members.findings.mended.text")}</Text>
            {rows.length > 0 && (
              <Button w="fit-content" data-autofocus onClick={() => open(rows[0])}>
                {t("members.findings.next")}
              </Button>
            )}
          </Stack>
        </SidePanel>
      )}
    </div>
  );
}
