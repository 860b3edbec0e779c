// A record that is read page by page, newest first: where the reader is, and the way back and on.
import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { t } from "../labels/t";

export interface Pages {
  /** Where the page that is shown begins; none for the newest. */
  before: string | undefined;
  /** To the newest page: something else is looked for. */
  begin(): void;
  /** Back; none on the newest page. */
  newer: (() => void) | undefined;
  older(next: string): void;
}

export function usePages(): Pages {
  const [passed, setPassed] = useState<string[]>([]);
  return {
    before: passed.at(-1),
    begin: () => setPassed([]),
    newer: passed.length > 0 ? () => setPassed(passed.slice(0, -1)) : undefined,
    older: (next) => setPassed([...passed, next]),
  };
}

export function Pager({ pages, next }: { pages: Pages; next: string | null }) {
  return (
    <Group>
      {pages.newer && (
        <Button variant="default" onClick={pages.newer}>
          {t("ui.newer")}
        </Button>
      )}
      {next && (
        <Button variant="default" onClick={() => pages.older(next)}>
          {t("ui.older")}
        </Button>
      )}
    </Group>
  );
}
