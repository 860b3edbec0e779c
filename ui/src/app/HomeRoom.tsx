// ホーム with what the roster has found about itself: counted on its own, so that the figures do not wait for it.
import { Home } from "../desk/Home";
import { FindingsTask } from "../members/FindingsTask";

export function HomeRoom() {
  return (
    <Home>
      <FindingsTask />
    </Home>
  );
}
