import { PageHeader } from "../../shell/page-header.tsx";
import { BackupsCard } from "./backups-card.tsx";
import { LockCard } from "./lock-card.tsx";
import { RotateCard } from "./rotate-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";

export default function SecurityPage() {
  return (
    <>
      <PageHeader title="Security" lead="The ways back to your keys, and where you are signed in." />
      <div className="stack-l">
        <BackupsCard />
        <SessionsCard />
        <RotateCard />
        <LockCard />
      </div>
    </>
  );
}
