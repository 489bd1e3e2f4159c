/** Whom the licence names: the first technical contact, else the first owner, else the first for billing, else the first of all. */
export function mailboxOf(contacts: readonly { email: string; roles: readonly string[] }[]): string {
  for (const role of ['technical', 'owner', 'billing']) {
    const found = contacts.find((contact) => contact.roles.includes(role))
    if (found) return found.email
  }
  return contacts[0]?.email ?? ''
}
