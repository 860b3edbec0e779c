// ホーム with the counsellor's day and what the roster has found about itself: each asked on its own, so that the figures do not wait.
import { HomeDay } from "../cases/HomeDay";
import { Home } from "../desk/Home";
import { FindingsTask } from "../members/FindingsTask";

export function HomeRoom() {
  return (
    <Home>
      <HomeDay />
      <FindingsTask />
    </Home>
  );
}
