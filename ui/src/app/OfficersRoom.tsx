// The officers' screen offers parts of the union, which come later in the line: put together here.
import { OfficersPage } from "../officers/OfficersPage";
import { useUnitChoices } from "../organizations/units";

export function OfficersRoom() {
  return <OfficersPage units={useUnitChoices()} />;
}
