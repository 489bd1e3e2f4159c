import type { DemoStage } from '../../kernel/demo.ts'

/** The meetings of the demo company. */
export async function tellDemo(_stage: DemoStage): Promise<void> {}
