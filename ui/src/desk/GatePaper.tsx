// The sheet on which everything before the rooms is written.
import { Title } from "@mantine/core";
import classes from "./Gate.module.css";

export function GatePaper({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <main className={classes.gate} id="content">
      <div className={classes.paper}>
        <Title order={1} mb="md">
          {title}
        </Title>
        {children}
      </div>
    </main>
  );
}
