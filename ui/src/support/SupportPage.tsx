// つながり: the public schemes, the communities, and the finder from needs to both.
import { Button, Group, Tabs, Text, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useDesk } from "../desk/session";
import { t } from "../labels/t";
import { Communities } from "./Communities";
import { Finder } from "./Finder";
import { Handout, type Chosen } from "./Handout";
import type { SupportPlace, SupportTab } from "./place";
import { RecheckIn, RecheckOut } from "./Recheck";
import { Schemes } from "./Schemes";
import classes from "./Support.module.css";

export interface PartProps {
  place: SupportPlace;
  /** Goes to another place of the same tab. */
  go(next: Partial<SupportPlace>): void;
  chosen: Chosen[];
  onChoose(entry: Chosen, take: boolean): void;
}

export function SupportPage() {
  const place = useSearch({ from: "/support" });
  const navigate = useNavigate();
  const desk = useDesk();
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const go = useCallback(
    (next: Partial<SupportPlace>) => void navigate({ to: "/support", search: { ...place, ...next }, replace: true }),
    [navigate, place],
  );
  const choose = useCallback((entry: Chosen, take: boolean) => {
    setChosen((before) => [...before.filter((each) => each.id !== entry.id), ...(take ? [entry] : [])]);
  }, []);
  const part = { place, go, chosen, onChoose: choose };
  return (
    <div className={classes.page}>
      <Group justify="space-between" mb="xs">
        <Title order={1}>{t("support.title")}</Title>
        <Group gap="xs">
          {desk.may("change_support") && (
            <>
              <RecheckOut />
              <RecheckIn />
            </>
          )}
          <Handout chosen={chosen} onDrop={(entry) => choose(entry, false)} onDone={() => setChosen([])} />
          {chosen.length > 0 && (
            <Button variant="default" onClick={() => setChosen([])}>
              {t("support.handout.clear")}
            </Button>
          )}
        </Group>
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {t("support.note.official")}
      </Text>
      <Tabs
        value={place.tab ?? "schemes"}
        keepMounted={false}
        className={classes.tabs}
        onChange={(next) => void navigate({ to: "/support", search: { tab: next as SupportTab } })}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="schemes">{t("support.tab.schemes")}</Tabs.Tab>
          <Tabs.Tab value="communities">{t("support.tab.communities")}</Tabs.Tab>
          <Tabs.Tab value="finder">{t("support.tab.finder")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="schemes" className={classes.panel}>
          <Schemes {...part} />
        </Tabs.Panel>
        <Tabs.Panel value="communities" className={classes.panel}>
          <Communities {...part} />
        </Tabs.Panel>
        <Tabs.Panel value="finder" className={classes.panel}>
          <Finder {...part} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
