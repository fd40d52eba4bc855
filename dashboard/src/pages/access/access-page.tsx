import { PageHeader } from "../../shell/page-header.tsx";

export default function AccessPage() {
  return <PageHeader title="Who has access" lead="Whom you let read what, and until when." />;
}
