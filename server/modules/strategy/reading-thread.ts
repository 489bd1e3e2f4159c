import { serveApart } from '../../kernel/apart.ts'
import { type DocumentTask, type PlanTask, readLong, readWhole } from './reading-work.ts'

// the thread in which long texts are read
serveApart((task: DocumentTask | PlanTask) => (task.do === 'document' ? readWhole(task) : readLong(task)))
