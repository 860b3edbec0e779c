// The whole window: the look, the answers of the core, and either the gate or the rooms behind it.
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, useMemo } from "react";
import { createRoot } from "react-dom/client";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./a11y.css";
import { client } from "../ipc/client";
import { useLook } from "../parts/look";
import { NoticeRoom } from "../parts/NoticeRoom";
import { Crash } from "./Crash";
import { Door } from "./Door";
import { makeTheme, variablesFor } from "./theme";

/** The nonce that the policy for styles allows, as the document carries it. */
function styleNonce(): string {
  return document.querySelector<HTMLStyleElement>("head > style")?.nonce ?? "";
}

function App() {
  const look = useLook();
  // oxlint-disable-next-line react/exhaustive-deps -- the theme names its small buttons in the language of the screen
  const theme = useMemo(makeTheme, [look.locale]);
  const resolver = useMemo(() => variablesFor(look.colors), [look.colors]);
  const scheme = look.colors === "contrast" ? "light" : look.colors === "system" ? "auto" : look.colors;
  return (
    <MantineProvider
      key={`${look.locale} ${scheme}`}
      theme={theme}
      cssVariablesResolver={resolver}
      getStyleNonce={styleNonce}
      defaultColorScheme={scheme}
      {...(scheme === "auto" ? {} : { forceColorScheme: scheme })}
      colorSchemeManager={{ get: () => scheme, set() {}, subscribe() {}, unsubscribe() {}, clear() {} }}
    >
      <Notifications position="bottom-left" limit={4} containerWidth="44rem" />
      <NoticeRoom />
      <Crash>
        <Door />
      </Crash>
    </MantineProvider>
  );
}

export function start(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}
