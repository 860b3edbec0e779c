import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { OrgKind, QuotaFields, RunDetail } from "../ipc/api";
import { t } from "../labels/t";
import { QuotasForm } from "./QuotasForm";

const sent = vi.hoisted(() => [] as unknown[]);
vi.mock("../ipc/client", () => ({
  useAnswer: () => ({ data: undefined }),
  useChange: () => ({ isPending: false, error: null, mutate: (input: unknown) => sent.push(input) }),
}));
vi.mock("../desk/session", () => ({ useDesk: () => ({ era: false, status: { union_name: "見本ユニオン（架空）" } }) }));
const partners = vi.hoisted(() => [] as { id: string; name: string; kind: string }[]);
vi.mock("../organizations/employers", () => ({ usePartnerChoices: () => partners }));

test("all unions that are not invited yet are invited at once, and no school", () => {
  const kinds: OrgKind[] = ["enterprise_union", "general_union", "industrial_federation", "training_provider"];
  partners.push(...kinds.map((kind, at) => ({ id: String(at), name: `第${at}（架空）`, kind })));
  const detail = { run: { id: "r", version: 1, capacity: 20 }, quotas: [{ org_id: "0", seats: 4 }] } as unknown as RunDetail;
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <QuotasForm detail={detail} onDone={() => undefined} />
    </MantineProvider>,
  );
  // A line that was begun and names nobody does not stand in the way.
  fireEvent.click(screen.getByRole("button", { name: t("training.quota.add") }));
  fireEvent.click(screen.getByRole("button", { name: t("training.quota.add") }));
  fireEvent.click(screen.getByRole("button", { name: t("training.quota.add_unions", { n: 2 }) }));
  expect(screen.queryByRole("button", { name: /第|招待に加える/ }), "nobody is left").toBeNull();
  fireEvent.click(screen.getByRole("button", { name: new RegExp(`^${t("ui.save")}`) }));
  const { quotas } = sent[0] as { quotas: QuotaFields[] };
  expect(quotas.map((row) => [row.org_id, row.seats])).toEqual([["0", 4], [undefined, 0], ["1", 0], ["2", 0]]);
});
