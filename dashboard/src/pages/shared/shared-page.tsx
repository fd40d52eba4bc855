import { PageHeader } from "../../shell/page-header.tsx";

export default function SharedPage() {
  return <PageHeader title="Shared with me" lead="What others let you read." />;
}
