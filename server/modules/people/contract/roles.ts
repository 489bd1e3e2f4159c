import type { StaffRole } from '../rules/roles.ts'

/** What each role is called, in the order in which they are listed. */
export const roleWords: Record<StaffRole, string> = {
  admin: 'Admin',
  bizops: 'Business operations',
  leadership: 'Leadership',
  executive: 'Executive',
  finance: 'Finance',
  sales_manager: 'Sales manager',
  sales: 'Sales',
  success: 'Success',
  support: 'Support',
  marketing: 'Marketing',
  legal: 'Legal',
  it: 'IT',
  security: 'Security',
  privacy: 'Privacy',
  data_engineer: 'Data engineer',
  export_officer: 'Export officer',
  partner_manager: 'Partner manager',
  member: 'Member',
  auditor: 'Auditor',
}
