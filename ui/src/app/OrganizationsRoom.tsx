// The tree of units shows how many members each has; members come later in the line: put together here.
import { useDesk } from "../desk/session";
import { useAnswer } from "../ipc/client";
import { t } from "../labels/t";
import { OrganizationsPage } from "../organizations/OrganizationsPage";

function Count({ unit }: { unit: string }) {
  const may = useDesk().may("see_names");
  const count = useAnswer("members", "count", { unit_id: unit }, { enabled: may, keep: true });
  return count.data ? t("ui.people", { n: count.data.n }) : "";
}

export function OrganizationsRoom() {
  return <OrganizationsPage Count={Count} />;
}
