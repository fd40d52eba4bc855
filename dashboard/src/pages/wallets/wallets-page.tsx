import { PageHeader } from "../../shell/page-header.tsx";

export default function WalletsPage() {
  return <PageHeader title="Wallets" lead="The accounts that are yours here." />;
}
