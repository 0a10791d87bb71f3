import type { Shape } from './shape.ts';

/** In other languages what is said most: the greeting, the announcement, the offer, the apology. */
export const OTHER_SHAPES: readonly Shape[] = [
  {
    name: 'a talk (European)',
    pattern:
      /(?<!\p{L})(?:voici (?:la traduction|le texte|la version)|j['’]esp[èe]re que (?:cela|ça)|n['’]h[ée]sitez pas à me|en tant qu['’](?:ia|assistant|intelligence)|je (?:suis d[ée]sol|m['’]excuse|ne peux pas)|hier ist (?:die|der|eine) (?:übersetz|überarbeit|text)|ich hoffe,? (?:das|dies)|als (?:ki|sprachmodell)|es tut mir leid|lassen sie mich wissen|aquí (?:está|tienes) (?:la|el) (?:traducc|texto)|espero que (?:esto|te|le)|como (?:modelo de lenguaje|asistente)|lo siento|no dudes en|aqui está (?:a|o) (?:tradu|texto)|desculpe|não hesite em|ecco (?:la|il) (?:traduz|testo)|spero che|mi dispiace|non esitare a)/iu,
  },
  {
    name: 'a talk (Asian)',
    pattern:
      /以下是[^。\n]{0,12}(?:翻译|译文|改写|版本)|希望(?:这|這|以上)[^。\n]{0,8}(?:帮|幫|有用)|作为(?:一个)?(?:AI|人工智能|语言模型)|(?:很抱歉|抱歉)[，,]|如(?:有|果您|果你)[^。\n]{0,12}(?:随时|请告诉我)|(?:以下|こちら)[がは][^。\n]{0,12}(?:翻訳|訳文|書き直し)|お役に立てば|申し訳(?:ありません|ございません)|AI(?:アシスタント|モデル)として|다음은[^.\n]{0,12}번역|도움이 (?:되|됐)[^.\n]{0,6}(?:바랍니다|좋겠)|죄송합니다|यहाँ[^।\n]{0,15}अनुवाद (?:है|दिया)|आशा है कि यह|मुझे खेद है|(?:إليك|هذه هي|فيما يلي) (?:الترجمة|ترجمة|النص)|آمل أن|أعتذر|بصفتي نموذج|(?:در ادامه|این) (?:ترجمه|متن) (?:آمده|است:)|امیدوارم (?:این|که)|متأسفم|عذرخواهی می/u,
  },
];
