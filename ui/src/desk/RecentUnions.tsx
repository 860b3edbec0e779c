// The unions used lately, newest first: what is opened daily is one press away. The desk remembers places only.
import { Button, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { client } from "../ipc/client";
import { host, type RecentUnion } from "../ipc/host";
import { t } from "../labels/t";
import { Icon } from "../parts/Icon";
import type { GatePage } from "./Gate";
import classes from "./Gate.module.css";

const KEY = ["recent_unions"];

/** The list; empty where the desk remembers nothing, and until it has answered. */
export function useRecentUnions() {
  return useQuery({ queryKey: KEY, queryFn: () => host.recentUnions(), staleTime: 0 });
}

function words(union: RecentUnion): { name: string; about: string } {
  if (union.kind === "shared") {
    const { host: machine, port, database, schema } = union.server;
    return { name: schema ? `${database}/${schema}` : database, about: t("desk.open.server", { name: `${machine}:${port}` }) };
  }
  if (!union.there) return { name: union.file.name, about: t("desk.recent.gone") };
  return { name: union.file.name, about: union.folder ? t("desk.recent.folder", { name: union.folder }) : t("desk.recent.file") };
}

export function RecentUnions({ onGo }: { onGo(page: GatePage): void }) {
  const recent = useRecentUnions();
  const list = useRef<HTMLUListElement>(null);
  const open = async (at: number) => {
    let union = recent.data?.[at];
    // The stick may have been put in since.
    if (union?.kind === "file" && !union.there) union = (await recent.refetch()).data?.[at];
    if (union?.kind === "shared") onGo({ at: "shared", server: union.server });
    if (union?.kind === "file" && union.there) onGo({ at: "open", file: union.file });
  };
  const forget = async (at: number) => {
    client.setQueryData(KEY, await host.recentUnions(at));
    list.current?.focus();
  };
  return (
    <Stack gap="xs">
      <Title order={2} size="h4" id="recent-unions">
        {t("desk.recent")}
      </Title>
      <ul ref={list} tabIndex={-1} className={classes.recent} aria-labelledby="recent-unions">
        {(recent.data ?? []).map((union, at) => {
          const { name, about } = words(union);
          return (
            <li key={`${name} ${about}`}>
              <UnstyledButton className={classes.union} onClick={() => void open(at)}>
                <span className={classes.sign}>
                  <Icon name={union.kind === "file" ? (union.there ? "file" : "warning") : "units"} size={22} />
                </span>
                <span>
                  <Text fw={700} component="span" display="block">
                    {name}
                  </Text>
                  <Text size="sm" c="dimmed" component="span">
                    {about}
                  </Text>
                </span>
              </UnstyledButton>
              <Button flex="none" variant="subtle" leftSection={<Icon name="close" size={16} />} onClick={() => void forget(at)}>
                {t("desk.recent.forget")}
                <span className="ky-quiet">: {name}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </Stack>
  );
}
