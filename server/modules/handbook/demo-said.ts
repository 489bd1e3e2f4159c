/** What colleagues of the demo company ask each other again and again, and what they are told. No page says it. */
export const topics: { asked: string[]; answers: string[] }[] = [
  {
    asked: [
      'How do we replace a hardware dongle that a customer dropped into the basin?',
      'A customer lost the hardware dongle overboard, how does one replace it?',
      'where do I order a replacement for a broken hardware dongle',
      'Anyone know how a drowned hardware dongle gets replaced?',
    ],
    answers: [
      '1. Open the depot sheet\n2. Write the serial of the old dongle into the red column\n3. Ask the depot in Gdynia to ship another one\n4. Tell the customer when it leaves',
      'Open the depot sheet, then block the old serial. Ask Gdynia to ship another one.',
    ],
  },
  {
    asked: [
      'Who has the parking voucher for the crane yard when a visitor comes by car?',
      'How do I get a visitor a parking voucher for the crane yard?',
      'Is there a parking voucher for visitors at the crane yard on Saturdays?',
      'do we have parking vouchers left for the crane yard?',
    ],
    answers: ['Take one from the box at the gate. Write the plate on the list. Put the other half behind the window.'],
  },
  {
    asked: [
      'How do I read the tide gauge by hand when its telemetry is stuck?',
      'The tide gauge is stuck again, how is it read by hand?',
      'Anyone know how to reset the tide gauge when the telemetry hangs?',
      'where is the switch that resets the stuck tide gauge',
      'How do I calibrate the tide gauge after a reset by hand?',
    ],
    answers: [
      '1. Climb to the platform with the second key\n2. Press the grey switch for ten seconds\n3. Compare with the staff on the wall\n4. Type the difference into the console',
    ],
  },
  {
    asked: [
      'How do we book the interpreter for a call with the Polish harbour master?',
      'Is there an interpreter whom we can book for a Polish harbour master?',
      'Who books the interpreter for calls with the harbour master in Polish?',
    ],
    answers: ['Write to the agency with two dates, then send the invitation from our side. Add the words we use to the note.'],
  },
  {
    asked: [
      'Where do I return the rented projector after a roadshow evening?',
      'How do we return the rented projector when the roadshow ends on Sunday?',
      'who takes the rented projector back after the roadshow?',
    ],
    answers: ['Pack it with both cables. Call the courier before noon. Keep the slip until the deposit is back.'],
  },
  {
    asked: [
      'How do I add a pilot boat to the anchorage simulation for a demo?',
      'what is the way to put a pilot boat into the anchorage simulation?',
      'Anyone know how the anchorage simulation gets a second pilot boat?',
      'How can the pilot boat be removed from the anchorage simulation again?',
    ],
    answers: ['1. Open the scene file\n2. Copy the block of the first boat\n3. Give it another call sign\n4. Reload the simulation'],
  },
  {
    asked: [
      'How do we hand the keys of the Lisbon flat to the next colleague?',
      'Where are the keys of the Lisbon flat kept over the weekend?',
      'Who hands over the keys of the Lisbon flat on a Sunday?',
    ],
    answers: ['Put them into the locker at the station. Send the code to whoever is next. Tell the cleaner.'],
  },
]

/** Of this one a single colleague knows the answer. */
export const held = 2

/** What they say besides: it asks for nothing that anybody would write down. */
export const chatter = [
  'Morning all',
  'The ferry was late again, I am at my desk now',
  'Build is green, merging',
  'Lunch in ten minutes at the long table',
  'The new release notes are out',
  'I moved the stand-up to half past nine',
  'Nice work on the map tiles yesterday',
  'The staging server restarts at noon',
  'Customer in Rotterdam says thank you for the fast fix',
  'I am away on Friday, Ben has my tickets',
  'The coffee machine works again',
  'Two reviews are waiting, both are small',
  'Great talk yesterday, the slides are in the folder',
  'The heating in the east room is off until Monday',
  'I pushed a fix for the flaky clock test',
  'Numbers of the week are on the board',
  'Somebody left a blue scarf at the front desk',
  'The customer call went well, notes are on the account',
  'Rain on the pier, bring boots',
  'Backup of last night finished in nine minutes',
  'The intern starts on the first, please say hello',
  'Reading the contract now, comments by four',
  'Petra found the cause, it was a time zone',
  'We have cake in the kitchen',
  'I closed the old branch',
  'The tender from Split is in, we read it tomorrow',
  'Happy birthday, Goran',
  'The lift stops on two only, use the stairs',
  'Thanks for the quick review',
  'Back from the dentist',
]
