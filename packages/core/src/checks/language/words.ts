const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words that hold English sentences together. */
export const ENGLISH =
  setOf(`the of and is are was were to that it its with for this these those you your not be as by from on or when
  which what where who how they their them there then than but can has have had will would one each every if so only a an in at into
  between while because does do must no all both other same more most`);

/** Those of them that other languages of the Latin script have not. */
export const ONLY_ENGLISH =
  setOf(`the of and are were that with this these those you your from when which what where how they their
  them there than but can has have would each every because does both other same into between while it its should using without`);

/** Words that English has not, of languages that a model may slip into: German, Spanish, French, Portuguese, Italian, Roman Urdu. */
export const OTHERS =
  setOf(`der die das und ist nicht ein eine mit für auf von den dem el la los las que de en por para con una es del
  se le les des est et dans pour une qui sur avec il lo gli di che è um uma não com os ao hai hain ka ki ke ko mein aur se nahi yeh woh
  kya liye par bhi hota hoti karta karti`);
