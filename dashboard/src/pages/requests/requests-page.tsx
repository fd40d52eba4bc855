import { PageHeader } from "../../shell/page-header.tsx";

export default function RequestsPage() {
  return <PageHeader title="Requests" lead="Who asks to read something of yours." />;
}
