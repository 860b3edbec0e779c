// Work that takes longer than a moment, in words, with how far it is and a way to stop it.
import { Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { t, wireWords } from "../labels/t";
import { markStopping, useJobs, type Job } from "./jobs";

/** Work shorter than this is not worth a word. */
const SHOWN_AFTER_MS = 400;

function remaining(job: Job, now: number): string | undefined {
  if (job.total === 0 || job.done === 0) return undefined;
  const seconds = Math.round((((now - job.startedAt) / job.done) * (job.total - job.done)) / 1000);
  return seconds >= 2 ? t("ui.job.remaining", { seconds }) : undefined;
}

export function JobTray({ onStop }: { onStop(job: string): void }) {
  const jobs = useJobs();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (jobs.length === 0) return;
    const ticking = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(ticking);
  }, [jobs.length]);

  const shown = jobs.filter((job) => now - job.startedAt > SHOWN_AFTER_MS);
  return (
    <div aria-live="polite" style={{ position: "fixed", right: "1rem", bottom: "2.75rem", zIndex: 300, width: "22rem" }}>
      <Stack gap="xs">
        {shown.map((job) => (
          <Paper key={job.id} p="sm" withBorder shadow="md">
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <Text size="sm" fw={700}>
                {job.words}
              </Text>
              <Button
                size="compact-sm"
                variant="default"
                disabled={job.stopping}
                onClick={() => {
                  markStopping(job.id);
                  onStop(job.id);
                }}
              >
                {job.stopping ? t("ui.job.stopping") : t("ui.job.stop")}
              </Button>
            </Group>
            <Progress
              mt="xs"
              aria-label={job.words}
              value={job.total ? (100 * job.done) / job.total : 100}
              animated={job.total === 0}
            />
            <Text size="xs" c="dimmed" mt={4} className="ky-number">
              {job.stage && wireWords(`ui.progress.${job.stage}`)}{" "}
              {job.total > 0 && t("ui.job.count", { done: job.done, total: job.total })} {remaining(job, now)}
            </Text>
          </Paper>
        ))}
      </Stack>
    </div>
  );
}
