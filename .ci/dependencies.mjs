// Asks the package registry for known holes in the packages that we ship. A high or critical one fails the run; a registry that does not
// answer is a note, because the tests must run where there is no network.
import { spawnSync } from 'node:child_process'

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 60_000 })
const known = counted(stdout)
if (!known) console.error('dependencies: the registry did not answer; nothing was checked')
else {
  const grave = (known.high ?? 0) + (known.critical ?? 0)
  console.error(`dependencies: ${known.total ?? 0} known holes, ${grave} of them high or critical`)
  if (grave > 0) process.exitCode = 1
}

function counted(text) {
  try {
    return JSON.parse(text).metadata?.vulnerabilities
  } catch {
    return undefined
  }
}
