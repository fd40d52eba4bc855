import { PageHeader } from "../../shell/page-header.tsx";

export default function SecurityPage() {
  return <PageHeader title="Security" lead="Backups, keys and sessions." />;
}
