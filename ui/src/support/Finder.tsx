// 困りごとから探す: needs in, schemes and communities out, each with why it is shown. It decides nothing about anybody.
import { Checkbox, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { Need } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { searchable } from "../parts/kana";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { Check } from "./Check";
import { Choose } from "./Choose";
import { CommunityFacts } from "./CommunityPanel";
import { needsOf } from "./place";
import { SchemeFacts } from "./SchemePanel";
import type { PartProps } from "./SupportPage";
import { NEEDS, schemeName } from "./words";
import classes from "./Support.module.css";

function Why({ why, near }: { why: Need[]; near: boolean }) {
  const words = t("support.finder.why", { needs: why.map((need) => enumWords("need", need)).join(" / ") });
  return (
    <Text size="sm" c="dimmed">
      {near ? `${words} ${t("support.finder.near")}` : words}
    </Text>
  );
}

export function Finder({ place, go, chosen, onChoose }: PartProps) {
  const desk = useDesk();
  const needs = needsOf(place);
  const [region, setRegion] = useState(place.region ?? "");
  const found = useAnswer(
    "support",
    "find_help",
    { needs, region: place.region },
    { enabled: needs.length > 0, keep: true },
  );
  const choose = (need: Need, take: boolean) => {
    const next = take ? [...needs, need] : needs.filter((each) => each !== need);
    go({ needs: next.join(",") || undefined });
  };
  const type = (words: string, composing: boolean) => {
    setRegion(words);
    if (searchable(words, composing)) go({ region: words.trim() || undefined });
  };
  return (
    <div className={classes.list}>
      <Stack gap="lg">
        <Paper withBorder p="md">
          <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
            <legend>
              <Text fw={700} component="span">
                {t("support.finder.needs")}
              </Text>
            </legend>
            <Group gap="0.75rem 1.5rem" my="sm">
              {NEEDS.map((need) => (
                <Checkbox
                  key={need}
                  size="md"
                  label={enumWords("need", need)}
                  checked={needs.includes(need)}
                  onChange={(event) => choose(need, event.currentTarget.checked)}
                />
              ))}
            </Group>
          </fieldset>
          <TextInput
            label={t("support.finder.region")}
            description={t("support.finder.region.about")}
            maw="20rem"
            autoComplete="off"
            value={region}
            onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
            onCompositionEnd={(event) => type(event.currentTarget.value, false)}
          />
        </Paper>
        <ProblemAlert problem={found.error} onRetry={() => void found.refetch()} />
        {needs.length === 0 && <EmptyPage icon="support" title={t("support.finder.empty")} text={t("support.finder.empty.text")} />}
        {needs.length > 0 && found.isPending && <Waiting lines={6} />}
        {needs.length > 0 && found.data && (
          <>
            <Text size="sm" role="note">
              {t("support.finder.as_of", { on: showDate(found.data.as_of, desk.era) })} {t("support.note.no_verdict")}
            </Text>
            <section aria-labelledby="found-schemes">
              <Title order={2} id="found-schemes" mb="sm">
                {t("support.finder.schemes", { n: found.data.schemes.length })}
              </Title>
              <ul className={classes.found}>
                {found.data.schemes.map(({ scheme, why }) => (
                  <Paper key={scheme.id} component="li" withBorder p="md">
                    <Group justify="space-between" align="flex-start" mb="xs">
                      <div>
                        <Title order={3}>{schemeName(scheme)}</Title>
                        <Why why={why} near={false} />
                      </div>
                      <Group gap="md" align="flex-start">
                        <Check check={scheme.check} on={scheme.text.checked_on} />
                        <Choose entry={{ id: scheme.id, name: schemeName(scheme), of: "schemes" }} chosen={chosen} onChoose={onChoose} words={t("support.handout.add")} />
                      </Group>
                    </Group>
                    <SchemeFacts text={scheme.text} />
                  </Paper>
                ))}
              </ul>
            </section>
            <section aria-labelledby="found-communities">
              <Title order={2} id="found-communities" mb="sm">
                {t("support.finder.communities", { n: found.data.communities.length })}
              </Title>
              {found.data.communities.length === 0 && <Text>{t("support.finder.no_communities")}</Text>}
              <ul className={classes.found}>
                {found.data.communities.map(({ community, why, near }) => (
                  <Paper key={community.id} component="li" withBorder p="md">
                    <Group justify="space-between" align="flex-start" mb="xs">
                      <div>
                        <Title order={3}>{community.name}</Title>
                        <Why why={why} near={Boolean(place.region) && near} />
                      </div>
                      <Group gap="md" align="flex-start">
                        <Check check={community.check} on={community.checked_on} />
                        <Choose
                          entry={{ id: community.id, name: community.name, of: "communities" }}
                          chosen={chosen}
                          onChoose={onChoose}
                          words={t("support.handout.add")}
                        />
                      </Group>
                    </Group>
                    <CommunityFacts row={community} />
                  </Paper>
                ))}
              </ul>
            </section>
          </>
        )}
      </Stack>
    </div>
  );
}
