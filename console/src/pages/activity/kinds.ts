/** The lists of the page, what the filter offers for each, and the field that says when. */
export const LISTS = {
  operations: {
    title: 'Operations',
    sort: '-last',
    time: 'last',
    timeline: true,
    facets: [
      { field: 'verb', title: 'What is done' },
      { field: 'protocol', title: 'Protocol' },
      { field: 'outcome', title: 'Outcome' },
      { field: 'initiator', title: 'Who' },
      { field: 'responder', title: 'To whom' },
    ],
  },
  conversations: {
    title: 'Conversations',
    sort: '-last',
    time: 'last',
    timeline: true,
    facets: [
      { field: 'protocol', title: 'Protocol' },
      { field: 'transport', title: 'Transport' },
      { field: 'port', title: 'Port' },
      { field: 'answered', title: 'Answered' },
      { field: 'initiator', title: 'Who' },
    ],
  },
  observations: {
    title: 'Observations',
    sort: '-time',
    time: 'time',
    timeline: false,
    facets: [
      { field: 'kind', title: 'Kind' },
      { field: 'protocol', title: 'Protocol' },
      { field: 'verb', title: 'What is done' },
      { field: 'sensor', title: 'Told by' },
    ],
  },
} as const
export type ListId = keyof typeof LISTS
