import { PageHeader } from "../../shell/page-header.tsx";

export default function ActivityPage() {
  return <PageHeader title="Activity" lead="Who read what, and when." />;
}
