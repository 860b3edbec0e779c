// The card of a member, with what training and counselling offer there; both come later in the line: put together here.
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import { useAnswer } from "../ipc/client";
import { t } from "../labels/t";
import { MembersPage } from "../members/MembersPage";
import { Learning } from "../training/Learning";

/** Somebody whose card is open calls. Whether they have a case already nobody sees here. */
function Inquiry({ person }: { person: string }) {
  const may = useDesk().may("counsel");
  const navigate = useNavigate();
  const room = useAnswer("cases", "room", {}, { enabled: may });
  if (!room.data?.admitted) return null;
  return (
    <Button variant="default" size="sm" w="fit-content" onClick={() => void navigate({ to: "/cases", search: { open: "new" }, state: { person } as never })}>
      {t("cases.new")}
    </Button>
  );
}

function Also({ person }: { person: string }) {
  return (
    <>
      <Inquiry person={person} />
      <Learning person={person} />
    </>
  );
}

export function MembersRoom() {
  return <MembersPage Also={Also} />;
}
