import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { describe, expect, test } from 'vitest'
import { reachOfAddress } from './address.ts'

describe('what an address reaches', () => {
  test.each([
    ['93.184.215.14', 'public'],
    ['2606:4700:4700::1111', 'public'],
    ['64:ff9b::808:808', 'public'],
    ['2002:808:808::1', 'public'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:0:7f00:1', 'loopback'],
    ['::127.0.0.1', 'loopback'],
    ['64:ff9b::127.0.0.1', 'loopback'],
    ['2002:7f00:1::', 'loopback'],
    ['169.254.169.254', 'link_local'],
    ['::ffff:a9fe:a9fe', 'link_local'],
    ['64:ff9b::a9fe:a9fe', 'link_local'],
    ['fe80::1%eth0', 'link_local'],
    ['fd00:ec2::254', 'link_local'],
    ['168.63.129.16', 'link_local'],
    ['100.100.100.200', 'link_local'],
    ['10.0.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['fc00::1', 'private'],
    ['fec0::1', 'private'],
    ['0.0.0.0', 'special'],
    ['::', 'special'],
    ['255.255.255.255', 'special'],
    ['224.0.0.1', 'special'],
    ['192.0.2.7', 'special'],
    ['2001:db8::1', 'special'],
    ['2001:0:7f00:1::', 'special'],
    ['ff02::1', 'special'],
    ['100::1', 'special'],
    ['64:ff9b:1::1', 'special'],
    ['not an address', 'special'],
  ] as const)('%s: %s', (address, reach) => {
    expect(reachOfAddress(address)).toBe(reach)
  })

  test('nothing is public that ipaddr.js knows to be something else', () => {
    const v4 = fc.ipV4()
    const v6 = fc.oneof(
      fc.ipV6(),
      v4.map((address) => `::ffff:${address}`),
      v4.map((address) => `64:ff9b::${address}`),
      fc.ipV6().map((address) => (ipaddr.isValid(address) ? address : '::1')),
    )
    fc.assert(
      fc.property(fc.oneof(v4, v6), (address) => {
        fc.pre(ipaddr.isValid(address))
        if (reachOfAddress(address) !== 'public') return
        const read = ipaddr.process(address)
        expect([address, ['unicast', 'rfc6052', '6to4'].includes(read.range())]).toEqual([address, true])
      }),
      { numRuns: 3000 },
    )
  })

  test('and nearly all of IPv4 that it calls unicast is public here', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        if (ipaddr.IPv4.parse(address).range() !== 'unicast') return
        const ours = /^(192\.31\.196|192\.52\.193|192\.88\.99|192\.175\.48|168\.63\.129\.16$)/.test(address) ? 'any' : 'public'
        expect(['any', reachOfAddress(address)]).toContain(ours)
      }),
      { numRuns: 3000 },
    )
  })
})
