import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** Ends the run with one plain line, "N passed, N failed", and fails a run in which no test ran. */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]) {
    let passed = 0
    // a file that does not load, and an error outside of any test, are failures too
    let failed = errors.length
    for (const module of modules) {
      let inside = 0
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        if (state === 'failed') inside += 1
      }
      failed += inside > 0 || module.ok() ? inside : 1
    }
    if (failed > 0 || passed === 0) process.exitCode = 1
    // after the summary of the usual reporter, which prints at the same moment
    process.once('exit', () => {
      if (passed === 0 && failed === 0) console.log('No test ran.')
      console.log(`${passed} passed, ${failed} failed`)
      // `bin/test` looks here whether the verdict was said
      const said = process.env['QUARTERDECK_TALLY']
      if (said) writeFileSync(said, 'said')
    })
  }
}
