// The tree of units shows how many members each has; members come later in the line: put together here.
import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import { useAnswer } from "../ipc/client";
import { t } from "../labels/t";
import { Majority } from "../members/Majority";
import { PlaceMembers } from "../members/PlaceMembers";
import { OrganizationsPage } from "../organizations/OrganizationsPage";

function Count({ unit }: { unit: string }) {
  const may = useDesk().may("see_names");
  const count = useAnswer("members", "count", { unit_id: unit }, { enabled: may, keep: true });
  return count.data ? t("ui.people", { n: count.data.n }) : "";
}

/** Who is in no unit stands below the tree: the numbers above add up to the roster. */
function InNoUnit() {
  const may = useDesk().may("see_names");
  const count = useAnswer("members", "count", { no_unit: true }, { enabled: may, keep: true });
  if (!count.data || count.data.n === 0) return null;
  return (
    <Anchor component={Link} to="/members" search={{ unit: "none" } as never} underline="always" p="sm" display="block">
      {t("organizations.no_unit")} <span className="ky-number">{t("ui.people", { n: count.data.n })}</span>
    </Anchor>
  );
}

export function OrganizationsRoom() {
  return <OrganizationsPage Count={Count} Placing={PlaceMembers} Also={Majority} below={<InNoUnit />} />;
}
