// Before the rooms: no union file is open yet. Six ways in, each with its own page.
import { SimpleGrid, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import type { KnownServer, PickedFile } from "../ipc/host";
import { host } from "../ipc/host";
import { t, type Key } from "../labels/t";
import { Icon, type IconName } from "../parts/Icon";
import { hasBeen } from "./been";
import { ConnectUnion } from "./ConnectUnion";
import { CreateUnion } from "./CreateUnion";
import { CreateSample } from "./CreateSample";
import { GatePaper } from "./GatePaper";
import classes from "./Gate.module.css";
import { OpenUnion } from "./OpenUnion";
import { RecentUnions, useRecentUnions } from "./RecentUnions";
import { RecoverUnion } from "./RecoverUnion";
import { RestoreUnion } from "./RestoreUnion";
import type { Where } from "./WhereFields";

export type GatePage =
  | { at: "start" }
  | { at: "create" }
  | { at: "sample" }
  | { at: "open"; file: PickedFile }
  | { at: "shared"; server?: KnownServer }
  | { at: "recover"; where?: Where; locked?: string; file?: PickedFile; server?: KnownServer | undefined }
  | { at: "restore" };

interface Way {
  words: Key;
  about: Key;
  icon: IconName;
  go(): Promise<GatePage | undefined>;
}

const WAYS: Way[] = [
  { words: "desk.start.create", about: "desk.start.create.about", icon: "add", go: async () => ({ at: "create" }) },
  {
    words: "desk.start.open",
    about: "desk.start.open.about",
    icon: "file",
    go: async () => {
      const file = await host.pickFile("open_union", "");
      return file ? { at: "open", file } : undefined;
    },
  },
  { words: "desk.start.shared", about: "desk.start.shared.about", icon: "units", go: async () => ({ at: "shared" }) },
  { words: "desk.start.sample", about: "desk.start.sample.about", icon: "members", go: async () => ({ at: "sample" }) },
  { words: "desk.start.restore", about: "desk.start.restore.about", icon: "history", go: async () => ({ at: "restore" }) },
  { words: "desk.start.recover", about: "desk.start.recover.about", icon: "lock", go: async () => ({ at: "recover" }) },
];

function Start({ onGo }: { onGo(page: GatePage): void }) {
  // Who has a union opens it; a second, empty one is founded by mistake only.
  const ways = hasBeen() ? WAYS.toSorted((a, b) => Number(b.words === "desk.start.open") - Number(a.words === "desk.start.open")) : WAYS;
  const known = (useRecentUnions().data ?? []).length > 0;
  return (
    <GatePaper title={t("desk.start.title")}>
      <Stack gap="lg">
        <Text className="ky-measure">{t("desk.start.text")}</Text>
        {known && (
          <>
            <RecentUnions onGo={onGo} />
            <Title order={2} size="h4" mb="-0.5rem">
              {t("desk.start.others")}
            </Title>
          </>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {ways.map((way) => (
            <UnstyledButton
              key={way.words}
              className={classes.way}
              onClick={() => void way.go().then((page) => page && onGo(page))}
            >
              <span className={classes.sign}>
                <Icon name={way.icon} size={26} />
              </span>
              <span>
                <Text fw={700} component="span" display="block">
                  {t(way.words)}
                </Text>
                <Text size="sm" c="dimmed" component="span">
                  {t(way.about)}
                </Text>
              </span>
            </UnstyledButton>
          ))}
        </SimpleGrid>
      </Stack>
    </GatePaper>
  );
}

export function Gate({ page, onGo }: { page: GatePage; onGo(page: GatePage): void }) {
  const back = () => onGo({ at: "start" });
  switch (page.at) {
    case "start":
      return <Start onGo={onGo} />;
    case "create":
      return <CreateUnion onBack={back} />;
    case "sample":
      return <CreateSample onBack={back} />;
    case "open":
      return <OpenUnion key={page.file.token} file={page.file} onBack={back} onRecover={() => onGo({ at: "recover", file: page.file })} />;
    case "shared":
      return <ConnectUnion known={page.server} onBack={back} onRecover={() => onGo({ at: "recover", where: "server", server: page.server })} />;
    case "recover":
      return <RecoverUnion first={page.where} locked={page.locked} chosen={page.file} known={page.server} onBack={back} />;
    case "restore":
      return <RestoreUnion onBack={back} onOpen={(file) => onGo({ at: "open", file })} />;
  }
}
