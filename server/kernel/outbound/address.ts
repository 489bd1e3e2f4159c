import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net'

/** What stands behind an address: anyone's machine, this one, its neighbours on the wire (with the cloud's metadata), or what no packet of ours has business with. */
export type Reach = 'public' | 'loopback' | 'link_local' | 'private' | 'special'

const listOf = (...nets: string[]) => {
  const list = new BlockList()
  for (const net of nets) {
    const [address = '', bits] = net.split('/')
    list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4')
  }
  return list
}

/** The special-purpose registries of IANA (RFC 6890 and after), and multicast. What is reachable from everywhere but no host of anyone stands here too. */
const nets: readonly (readonly [Reach, BlockList])[] = [
  ['loopback', listOf('127.0.0.0/8', '::1/128')],
  // 168.63.129.16 and 100.100.100.200 answer for two clouds' metadata, as 169.254.169.254 does for most
  ['link_local', listOf('169.254.0.0/16', 'fe80::/10', '168.63.129.16/32', '100.100.100.200/32', 'fd00:ec2::/32', 'fd20:ce::254/128')],
  ['private', listOf('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fec0::/10')],
  [
    'special',
    listOf(
      ...['0.0.0.0/8', '192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.175.48.0/24'],
      ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
      ...['2001::/23', '2001:db8::/32', '2620:4f:8000::/48', '3fff::/20'],
    ),
  ],
]
/** All that IANA has given out for hosts: what lies outside is nobody's yet, or for a purpose of its own. */
const unicast = listOf('2000::/3')

/** What an address reaches. One that carries an IPv4 address (mapped, NAT64, 6to4) reaches what that one does. */
export function reachOfAddress(address: string): Reach {
  const plain = unwrapped(address.replace(/%.*$/, ''))
  const family = isIPv4(plain) ? 'ipv4' : 'ipv6'
  if (isIP(plain) === 0) return 'special'
  const found = nets.find(([, list]) => list.check(plain, family))
  if (found) return found[0]
  return family === 'ipv4' || unicast.check(plain, 'ipv6') ? 'public' : 'special'
}

/** The IPv4 address inside an IPv6 one, or the address itself. */
function unwrapped(address: string): string {
  if (!isIPv6(address)) return address
  const groups = groupsOf(address)
  const v4 = (at: number) => [groups[at] ?? 0, groups[at + 1] ?? 0].flatMap((group) => [group >> 8, group & 255]).join('.')
  const begins = (...head: number[]) => head.every((group, at) => groups[at] === group)
  // ::ffff:a.b.c.d, ::ffff:0:a.b.c.d, and the old ::a.b.c.d, in which ::1 and :: are themselves
  if (begins(0, 0, 0, 0, 0, 0xffff) || begins(0, 0, 0, 0, 0xffff, 0)) return v4(6)
  if (begins(0, 0, 0, 0, 0, 0) && (groups[6] !== 0 || (groups[7] ?? 0) > 1)) return v4(6)
  if (begins(0x64, 0xff9b, 0, 0, 0, 0)) return v4(6)
  return begins(0x2002) ? v4(1) : address
}

/** The eight groups of an IPv6 address that was found to be one. */
function groupsOf(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const hex = (high: string | undefined, low: string | undefined) => (Number(high) * 256 + Number(low)).toString(16)
  const text = dotted ? `${dotted[1]}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}` : address
  const [head = '', tail] = text.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const filled =
    tail === undefined ? left : [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'), ...right]
  return filled.map((group) => Number.parseInt(group, 16))
}
