// 組織: the union's own units with their numbers, and the employers with their worksites.
import { Tabs, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { t } from "../labels/t";
import { Employers } from "./Employers";
import { Units } from "./Units";
import type { UnitAlso, UnitCount, UnitPlacing } from "./units";
import classes from "./Organizations.module.css";

interface OrganizationsPageProps {
  Count: UnitCount;
  Placing: UnitPlacing;
  Also: UnitAlso;
  below: React.ReactNode;
}

export function OrganizationsPage({ Count, Placing, Also, below }: OrganizationsPageProps) {
  const { part } = useSearch({ from: "/organizations" });
  const navigate = useNavigate();
  return (
    <div className={classes.page}>
      <Title order={1} mb="md">
        {t("organizations.title")}
      </Title>
      <Tabs
        value={part}
        keepMounted={false}
        className={classes.tabs}
        onChange={(next) => void navigate({ to: "/organizations", search: { part: next as "units" | "employers" } })}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="units">{t("organizations.part.units")}</Tabs.Tab>
          <Tabs.Tab value="employers">{t("organizations.part.employers")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="units" className={classes.panel}>
          <Units Count={Count} Placing={Placing} Also={Also} below={below} />
        </Tabs.Panel>
        <Tabs.Panel value="employers" className={classes.panel}>
          <Employers />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
