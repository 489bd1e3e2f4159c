/** Why a run waits in somebody's inbox: it was opened for them on its day. */
export const runDue = 'handbook.run.due'
