-- How a person lays out a board of the home page: null tiles are the role's own. The board that was chosen last opens.
create table kernel.board (
  person text not null,
  board text not null,
  tiles text[],
  chosen_at timestamptz,
  at timestamptz not null,
  primary key (person, board)
);
