import { questionsGive } from '../../../server/modules/handbook/contract.ts'
import { Form, Modal, AreaField, TextField, toast } from '../../kit/index.ts'

/** A question that somebody was asked, or came upon, for what is asked again and again. */
export function Giving({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="What was asked?">
      <Form
        operation={questionsGive}
        submit="Give it"
        onCancel={onClose}
        onDone={({ kept }) => {
          toast(kept ? 'It is looked at in the night, with all that is asked' : 'It was given already')
          onClose()
        }}
      >
        <AreaField
          name="text"
          label="The question"
          hint="As it was asked. Of it 280 letters are kept, without addresses, numbers and names; every colleague may read them."
          autoFocus
        />
        <TextField name="link" label="Where it was asked" hint="The address of the message, if it has one: then it counts once." />
      </Form>
    </Modal>
  )
}
