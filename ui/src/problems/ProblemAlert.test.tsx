import { MantineProvider } from "@mantine/core";
import { cleanup, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { makeTheme } from "../app/theme";
import { Problem } from "../ipc/call";
import { t } from "../labels/t";
import { ProblemAlert } from "./ProblemAlert";
import { problemWords } from "./problems";

test("what a server may get over by itself is tried again, what somebody must mend is not", () => {
  const shown = (code: string) => {
    const problem = new Problem(code);
    render(
      <MantineProvider theme={makeTheme()} env="test">
        <ProblemAlert problem={problem} onRetry={() => undefined} />
      </MantineProvider>,
    );
    expect(screen.getByRole("alert").textContent).toContain(problemWords(problem));
    expect(problemWords(problem)).not.toContain(code);
    const again = screen.queryByRole("button", { name: t("ui.retry") }) !== null;
    cleanup();
    return again;
  };
  for (const code of ["server_full", "server_lost", "server_not_ready", "server_silent", "server_too_slow", "server_unreachable"]) expect(shown(code), code).toBe(true);
  for (const code of ["server_login_refused", "server_database_missing", "server_no_rights", "server_unsafe"]) expect(shown(code), code).toBe(false);
});
