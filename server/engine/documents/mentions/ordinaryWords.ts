// Words that running text is full of, by what they are worth as names: nothing. Ours, not a dictionary: words that come often in notes
// about papers, everyday nouns and verbs that papers like to be named after, and given names. In lower case, sorted.

const words = `
a ability able about above abroad absence absent abstraction academy accept access accident accord account accuracy accurate ace
acid acoustic acquire across action actions activation activations active actor acts actual acute ada adam adapt adaptation add
added addition additional additive address adds adjust admit adopt adult advance adversarial advice affair afford afraid africa
after afterwards again against age agency agenda agent agents agnostic ago agree aid aim air aircraft alan albert album alert
alex alexander alfred algorithm ali alice alien aligned alignment alike alive all allan allocation allow allowance almost alone
along alpha alpine already also although am amber ambiguity ambition america american among amount amuse amy an analysis
analytic anchor ancient and anderson andrew anew angel angela anger angle animal ankle anna anne annotated annotation announce
annual anomaly another answer answers anthony anticipate any anything apart appear appears apple applied apply approximate
approximation april arch architecture architectures are area areas arena argue argument arise arm army arnold around arrange
array arrival arrive arrow art arthur article artificial artist as ash asia aside asks aspect assembly assert assess asset
assignment assigns assist associate associative assume assure asymptotic asynchronous at atlas atom attach attack attacks attain
attempt attend attention attitude attract attribute attributes audience audio august aunt aurora australia author authors
autoencoder autoencoders autonomous autoregressive autumn available avenue average averages avoids award aware away axis baby
back background backward bad badly bag bake balance ball balloon band bandit bandits bank bar barbara bare bargain barrel
barrier base basic basin basis basket batch bath battery battle bay bayesian be beach bead beam bean bear beard beat beats
beauty because become becomes bed bee been beer beetle before begin begins behave behaviour behavioural behind being belief
believe bell belong belongs below belt ben bench benchmark bend benefit benjamin berlin berry bert best bet beth better between
beyond bias bid big bike bill binary bind biological bird birth bishop bit bite bitter black blade blame blank blanket blast
blaze bless blind block blocks bloom blow blue board boat bob body boil bold bolt bomb bond bone bonus book boom boost boosting
boot bootstrap bootstrapping border borrow boss both bottle bottom bound boundaries boundary bounded bowl box boxes boy brain
brains brake branch brave bread break breakfast breath breed breeze brian brick bridge brief bright bring brings british bronze
brother brown bruce brush bubble bucket buffer bug build building built bullet bunch burn burst bus bush business busy but
butter butterfly button buy by cabin cable cactus cake calculate calendar calibration called calls calm camel camera camp
campaign can canada canal cancer candidate candle candy cannot cap capable capacity cape capital capsule captain capture car
carbon card care career careful cargo carl carlo carlos caroline carpet carried carries carry cart cartoon cascade case cases
cash casino castle casual cat catalogue catch category cattle causal causality cause ceiling celebrate cells census central
centre century cereal certain chain chair chalk challenge chamber champion chance change changed changes channels chaos chapter
character charge charles charlie charm chart chase cheap check cheek cheese chemical cherry chess chest chicken chief child
children china chinese chip chocolate choice choices chooses chorus chosen chris christopher church cinema cipher circle circuit
circus citation citizen city civil claim claire clara clark clash class classes classical classification classifier classifiers
classifies classify claude clay clean clear clearly clever click cliff climate climb clinical clock clone close cloth cloud club
clue cluster clustering clusters coach coal coast coat cobra code codec coding coffee cognitive coherence coil coin cold
collaborative collapse collar colleague collect collected collection college colony colour column combat combination combine
combined come comes comet comfort command comment commit committee common communication community company compared compares
comparing comparison compass complete complex complexity components compositional comprehensive compress compression computation
computational compute computed computer computes computing concept concern concert conclude concrete condition conditional
conditions conduct cone conference confidence confirm conflict confuse congress connect connected connections conquer conscious
consent consequence conservative consider considerably consistent consists console constant constraint constraints construct
construction consult contact contain content contest context contextual continual continuous contract contrast contrastive
contribute control convergence conversational convert convex convolution convolutional convolutions cook cookie cool cooper
coordinates coordination copper copy coral core corn corner corona corpus correct correction correlation cosmos cost costs
cotton couch could council count counter counterfactual country counts couple courage course court cousin cover covers cow crab
craft crash crazy cream create creation creative creature credit crew crime crisis critic critical crop cross crowd crown
crucial cruel crystal cube culture cup cure curious currency current curriculum curve curves custom customer cut cycle cyclone
dad daily damage dan dance danger daniel dark data dataset datasets date daughter dave david dawn day dead deaf deal dear death
debate debt decade decay december decent decides decision decisions declare decline decode decoder decoding decorate deductive
deep deeper defeat defence defend define definition degree delay deliver delta demand democracy dennis denoising dense density
deny department depend dependency depends deposit depression depth deputy derive descent describe described describes desert
deserve design desire desk despair destroy detail details detect detection detector determine deterministic develop development
deviation device devil diagonal dialog dialogue diamond diana dick dictionary did diet differ difference different
differentiable differential difficulty diffusion dig digital dimension dimensional dimensions dinner dinosaur diploma direct
direction directions directly dirt disagree disappear disaster discourse discover discovery discrete discriminative
discriminator discuss discussion disease disentangled disentangling dish disk dispute distance distances distant distil
distillation distributed distribution distributions divide do doctor document does dog dolphin domain don donald done door dora
dorothy dose dot double doubt dove down dragon drama draw drawn dream dress drift drill drink drive driver driving drop dropout
dropped drug drum dry dual duck due duke dust duty dynamic dynamics each eagle ear earlier early earn earth easier easily east
easy echo eclipse ecology economic economy edge edges edit editing edition editor educate education edward effect effects
efficient effort egg eight either elbow elder elect electric electron element elena elephant eleven elf eli elite ella ellen
elmo else email embedding embeddings embodied emerge emergence emily emma emotion empire empirical employ empty enable encode
encoder encoding encounter encourage encyclopedia end endless ends enemy energy engage engine engineering english enjoy enough
ensemble ensembles ensure enter enterprise enters entire entity entries entropy entry environment epoch equal equations
equilibrium equivariant era erase eric ernie error errors escape essay essence essential establish estate estimate estimating
estimation estimator ethics europe european eva evaluate evaluating evaluation eve even evening event events ever every
everything everywhere evidence evil evolution evolutionary evolve exact examine example examples excel except exchange excite
exercise exhibit exist existing exists exit expand expect expected expensive experiment experiments expert experts explain
explainable explanation explicit exploration explore exploring export expose express extend extension extent external extra
extract extracted extraction eye fabric face faces fact factor factors factory fade fail fails failure fair fairness faith
falcon fall falls false fame family famous fan fancy far farm fashion fast faster fate father fatima fault favour fear feather
feature features february fed federal federated fee feed feedback feel felix female fence ferry festival fever few fewer fiction
fiddle field fight figure figures file fills film filter filters final finance find finding finds fine finger finite fiona fire
firm first fish fisher fist fit fitting five fixed flag flame flash flat fleet flesh flexible flight flip float flock flood
floor flow flower flows fly focus fold folk follow follows food fool foot football for forbid force forecast forecasting foreign
forest forests forget forgetting form formal forms formula fort fortune forum forward found foundation foundations fountain fox
fraction fragile frame frames framework france frances frank fred free freedom freeze french frequency fresh freya friday friend
frog from front frost fruit fuel full fully fun function functions fund fundamental funny fur further fusion future fuzzy gadget
gain galaxy gallery gamble game gamma gap garage garden gary gas gate gated gather gauge gaussian gaze gear gender gene general
generalisation generalization generated generating generation generative generator generators genes genesis genetic genius
gentle geometric geometry george german germany get gets ghost giant gift ginger giraffe girl give given gives glad glance glass
global globe glory glove glow glue go goal goat goes gold golden golf gone good gordon gospel govern government grab grace grade
gradient gradients grammar gran grand grant grape graph graphs grasp grass gravity great green greet grey grid grip ground
grounded grounding group groups grover grow grows growth guard guess guest guidance guide guided guilt guitar gulf gun guy habit
hack had hair half hall hammer hamster hand handles happy harbour hard harder hardly hardware harm harmonic harmony harold harry
harvest harvey has hassan hat hate have hawk hazard he head health hear heart heat heather heaven heavy hedge height held helen
hell hello helmet help helper helps henry herb here hero heron heterogeneous heuristic heuristics hidden hierarchical hierarchy
high higher highest hilda hill hint hip hire history hit hobby hockey hold holds hole holiday holy home homogeneous honest honey
honour hook hope horizon horn horror horse hospital host hot hotel hour house how however hugo human humble humour hundred
hungry hunt hunter hurricane hurry hurt husband hussein hybrid hydra hyper hyperbolic hyperparameters hypothesis i ian ibrahim
ice icon ida idea ideal identical identification identify identity idle if ignore ill illness illusion image images imagine
imaging imitation impact implicit imply import important impose impossible impress improve improvement improves impulse in
incentives inch incident include income increase incremental independent independently index india indicate individual induction
inductive industry inequality infant infer inference infinite infinity influence inform information informed initial
initialization inject injury inner innocent input inputs inquiry insect inside inspire install instance instances instant
instead institute instruct instruction instrument insult insurance integrate integration intelligence intelligent intend intense
interaction interactive interest interface internal international internet interpolation interpolations interpret
interpretability interpretable interpretation interrupt into intrinsic introduce introduction invariance invariant invent
inverse inversion invest invite involve iris iron is isaac island isolate issue it italian item iterative its itself ivan ivory
jack jacket jackson jacob jaguar james jane january japan japanese jar jason jazz jealous jean jeff jelly jennifer jerry jessica
jet jewel jill jim joan job joe john johnson join joint joke jones jordan joseph journal journey joy juan judge judged judges
juice julia julian july jump june jungle junior jury just justice kangaroo karen kate keen keep keeps kept kernel kernels kettle
kevin key keyboard kick kid kill kind kinds king kingdom kiss kitchen kite knee knife knock knot know knowledge known knows
koala label labelled labels laboratory labour lack ladder lady lake lamb lamp land landscape lane language languages lantern
large larger largest larry laser last latent later lattice laugh launch laundry laura lava law lawyer lay layer layers lazy lead
leader leaf league lean leap learn learned learning learns learnt least leather leave leaves lecture lee left leg legal legend
lemon lend length lens leo leon leopard less lesson let lets letter level lewis lexical liberty library licence lick lid lie
lies life lifelong lift light lightning like likelihood likely lily limb limit limited lina linda line linear linguistic link
links lion lip liquid lisa list listen lit literature little live liver lizard llama load loan lobby local localization location lock
log logic logical logics logistic london lonely long longer look looked looking looks loop lora lord loss losses lost lottery loud
louis lounge love low lower lowered loyal lucas luck lucy luggage luis luke lunar lunch lung luxury lynx machine machines mad
made magic magnet maid mail main major make makes mammal manage manager mandate mango manifold manner manual many map maple maps
marble marc march marcus margaret margin maria marie marine mario mark market marriage martha martin mary mask mass master match
matched matching mate material math mathematics maths matrices matrix matter matters matthew maximised maximises maximum may
maya maze me meadow meal mean meaning means meant measure measured measurement measures meat mechanic mechanics mechanism
mechanisms medal media medical medicine medium meet melissa melody melt member memories memorization memory mental mention menu
mercury mercy merge merit mesh message meta metal meteor meter method methods metric metrics michael microscope middle midnight
mike mild mile milk mill miller mimic mind mine mini minimal minimised minimises minimization minimum mining minister minor
minute miracle mirror misery miss missing mission mist mistakes mix mixed mixture mobile modal mode model modeling modelling
models moderate modern modest modularity module modules mohammed molecular moment momentum mona monday money monica monitor
monkey monster month mood moon moore moral more morgan morning morphology mosaic moscow most mostly mother motifs motion
motivation motor mount mountain mouse mouth move moves movie moving much multi multilingual multimodal multiple multiplies
multiply multitask muscle museum mushroom music must mutual my mystery myth nail naive name nancy narrative narratives narrow
nathan nation national native natural naturally nature navigation near nearest nearly neck nectar need needed needle needs
negative neglect negotiate neighbour neighbourhood neighbouring neighbours neither nerve nest net nets network networks neural
neuron neurons neuroscience neutral never new newest news next nice nicholas nick night nina nine no noble nobody node nodes
noise noisy nominal none nonlinear nonparametric nor nora norm normal normalisation normalised normalization norman north nose
not notable note nothing notice notion nova novel novelty november now nuclear number numbers numerical nurse nut nutrition oak
oasis obey object objective objects observational obtain obvious occur occurs ocean october octopus odd odour of off offend
offer offers office officer offline often oh oil ok old olive oliver olympic omega on once one ones onion online only onset onto
ontology open opera operate operation operator operators opinion opportunity oppose optical optics optimal optimisation optimise
optimised optimiser optimism optimization optimizer optimizers optimizing option or oracle oral orange orbit orchard orchestra
orchid order ordinary organ organise organization orient origin original orion orphan oscar ostrich other others otter ought out
outcome outer outlier outliers outline output outputs outside oval oven over overall overcoming overlap overview owl own owner
oxygen oyster ozone pace pacific pack package page pain paint painting pair pairs palace palm pandora panel panic panther paper
parade paradigm paradox parallel parameters parametric parent paris parity park parrot parse parser parsing part partial
particle parts party pass passage passes passion past pasta pastel patch patches path paths patience patient patients patricia
patrick pattern patterns paul pause pay peace peach peak pearl pegasus pen penalty pencil penguin people pepper per perceive
perception perceptron perceptual perfect performance performs perhaps period permit persist person personalized perspective
perturbation perturbations perturbed pet peter phase phenix phenomenon phil philip phoenix phone photo photographs phrase
physical physics piano pick picks picture piece pig pigeon pile pill pilot pine pink pioneer pipe pirate pivot pixel pixels
pizza place places plain plan plane planet planets planning plant plastic plate platform player plays please pleasure plenty
plot plug plural pocket poem poet poetry point points poison pole police policy polish polite political politics pond pony pool
pooling poor poorly popular population port portable portrait pose position positions possible posterior potato pottery poverty
powder power practical practice praise pray precise precision predict predicted predicting prediction predictions predictor
predicts prefer preference pregnant prepare presence present preserve president press pressure pretrained pretraining pretty
prevent previous prey price pride primary prime prince princess principle principles print prior prism prison privacy private
prize probabilistic probabilities probability probe problem procedure process processes processing produce produces product
profession professor profile profit program programming programs progress project projection promise promote prompt prompting
prompts proof propagation properties property prophet proposal proposals proposed protect protein protest proud prove provide
prune pruned pruning psychology public publish pull pulls pulse pump puppet pure purple purpose pursuit push put puts puzzle
pyramid python quadratic quality quantify quantity quantization quantum quarter queen query quest question questions quick quiet
quilt quit quiz quote rabbit race rachel rack radar radial radiation radio rail rain rainbow raise raises rally ralph ramp ranch
random randomized range rank ranking rapid rare rate rates rather ratio raven raw ray razor reach reaches react reaction
reactive read reader reading reads real realistic reality reason reasoning rebecca rebel rebuild recall receive receives recent
recipe recognise recognition recommend recommendation reconstruction record recover recurrence recurrent recycle red reduced
refinement reflect reform refuse regime region regions register regression regret regular regularisation regularization
reinforcement reject related relation relational relative relax release relevance reliable relief rely remain remains remark
remedy remember remind remote remove render rendering renew rent repair repeat repeatedly replaced replay reply report reported
reports representation representations representative represents request require required resampling rescue research resemble
resembles reserve reservoir residual resist resolution resource respect respond response rest restoration restore restrict
result results retire retreat retrieval retrieving return returns reunion reveal review revise revolution reward rewarding
rewards rhythm rib rice rich richard ride ridge rifle right rigid ring ripple rises risk rita ritual rival river road roast
robert robin robot robotic robotics robots robust robustness rock rocket role roll romance romantic roof room root roots rope
rosa rose rotate rotation roughly round route routine routing row roy royal rubber ruby rug rule rumour run running runs rural
rush russia ruth ryan sad saddle safe safety said sail saint salad salary sale sally salmon salt salute sam same sample sampled
samples sampling samuel sand sandra sara sarah satellite satisfaction satisfy saturday saturn sauce sausage save say says
scalable scale scaled scales scaling scan scare scatter scene scenes schedule scheduling schema scheme scholar school science
sciences scientific scissors scope score scores scorpion scott scout screen script scrub sea seal sean search searching season
seat second secret section sector secure security see seed seek seems seen sees segment segmentation select selection selective
self sell semantic semantics seminar senior sense sensing sensitive sensor sensors sentence sentences sentiment sentinel
separate separately september sequence sequences sequential series serious serve serves service session set sets setting
settings settle seven several shadow shaft shake shallow shape share shared shark sharp she shed sheep sheet shelf shell shelter
shepherd shield shift shine ship shirt shiver shock shoe shoot shop short shot shots should shoulder shout show shown shows
shrimp shrug shuffle shut shy sick side siege sight sigmoid sign signal signs silence silent silk silly silver similar
similarity simon simple simplex simply simulate simulated simulating simulation simultaneous sin since sing single singular sir
sister site situation six size sizes skate sketch skill skills skin skip skirt skull sky slab slam sleep slice slide slightly
slim slot slow small smaller smallest smart smell smile smoke smooth snack snake snow so soap soccer social society sock soda
sofa sofia soft softmax software soil solar soldier solid solution solve solvers solving some something song sonic soon sophia
sophie sort sought soul sound soup source south space spain spanish spare spark sparrow sparse spatial spawn speak speaker
special species spectra spectral spectrum speech speed spell spend sphere spice spider spike spiking spin spiral spirit split
spoil spoken sponsor spoon sport spot spray spread spring sprint spy square squared stability stable stacked stadium staff stage
stages stair stamp stance stand standard stands star starfish start starting starts state station statistic statistical
statistics status stay stays steak steal steam steel stella stem step stephen steps stereo steve steven stick still stochastic
stock stomach stone stool stop store storm story stove straight strange strategic strategies strategy straw stream streaming
street stress stretch strike string strip stroke strong stronger strongest strongly structural structure structured student
students study stuff stupid style subject submit subspace subway succeed success such sudden sue suffer sugar suggest suggests
suit suits sum summarization summarizing summary summer sums sun sunday sunny super supervised supervision supplies supply
support suppose supreme sure surface surge surprise surrender surrogate surroundings survey surveys survival survive susan
suspect sustain swallow swamp swap swarm swear sweet swift swim swing switch sword symbol symbolic symmetric symmetry symptom
syntactic syntax synthesis synthesised synthesizing synthetic system systematic systems table tabular tagging tail take taken
takes talent talk tank tap tape tara target targets task tasks taste tax taxi taxonomy taylor tea teach teacher teaching team
tear technical technique techniques technology ted telephone telescope television tell tells temper temperature template temple
tempo temporal ten tenant tend tennis tensor tensors tent teresa term terminal terms terrible territory terror terry test tested
testing tests text textual texture textures than thank that the their them theme then theodore theorem theoretic theoretical
theory there therefore these they thick thief thin things think thinking third thirst this thomas those though thought thoughts
thousand thread threat three threshold throat throne through throw thumb thunder thursday thus ticket tide tidy tie tiger tight
tile tim timber time times tin tina tiny tip tired tissue titan title to toast tobacco today toe together toilet token tokens
told tom tomato tomorrow tone tongue tonight tony too tool toolkit tools tooth top topic topics topological topology torch
tornado tortoise toss total touch tour tourist towards tower town toy trace track tracking trade tradition traffic tragic trail
train trained trainer training trains trajectory transductive transfer transferable transform transformation transformations
transformer transformers transition translating translation transport trap trash travel treasure treat treated treatment treats
tree trees trend trial triangle tribe trick tried trigger trip triumph tropical trouble truck true trumpet trunk trust truth
tube tuesday tuition tumour tuna tune tuning tunnel turbo turing turn turner turns turtle tutorial twelve twenty twice twin
twist two tyler types typical typography ugly ultimate ultra umbrella unable uncertain uncertainty uncle unclear under
understand understanding unfair unfold unified uniform union unique unit units unity universal universe university unknown
unlearning unless unlock unrolled unstructured unsupervised until untrimmed unusual up updates upgrade uphold upon upper upset
urban urge us usage use used useful user uses usual usually utility utterance vacuum vague valid valley value values valve
vampire van vanish vanishing variable variables variance variants variational varied vast vault vector vectors vegetable vehicle
velvet vendor venture venus vera verb verification verify verse version versions very vessel veteran via viable victim victor
victoria victory video videos view village vincent violin viper virginia virtual virtue virus visible vision visit visual
visualization visualizing vital vivid vocabulary vocal voice void volcano volume volumetric vote voyage vulture wage wagon wait
wake walk wall wallace walter wander wanted wants war warm warn warping warren warrior was wash waste watch water wave wavelet
waves wax way wayne ways we weak weaker weakly weaknesses wealth weapon wear weather weave web wedding wednesday weekend weigh
weight weighted weights weird welcome welfare well wendy were west wet whale what whatever wheat wheel when where whether which
while whip whisper white who whole whose why wide width wife wild will william williams wilson win wind window wine wing winner
winter wire wireless wisdom wise wish with within without witness wizard wolf woman wonder wood wool word words work worker
workflow works workshop world worlds worm worry worse worst worth would wound wrap wrestle wrist write writer writing written
wrong yard year yellow yes yesterday yet yields yoga young youth zebra zen zenith zero zone zoo zoom
`;

/** Words that tie others together; they say nothing of what a title is about. */
const tying =
	'a an the of in on at for to from by with without and or not nor as is are be was were been do does did can could may might will would should it its we our you your they their he his she her this that these those than then into onto over under between beyond via per using toward towards how what why when where which who whom if but so there here all some any no more most very';

/** Abbreviations that anybody may mean something else by. */
const abbreviations =
	'ai ml dl nlp nlu nlg cv rl ir kg qa mt asr tts ocr cnn cnns rnn rnns gan gans vae vaes dnn dnns mlp mlps lstm lstms gru svm svms pca ica lda hmm hmms crf crfs mrf em ode pde sde sgd kl mcmc map mle gpu gpus cpu tpu api sdk pdf html xml json csv sql http url usb dna rna mri fmri eeg ecg ct iot gps usa uk eu un hiv covid who nasa ieee acm phd faq ceo diy todo fixme etc';

const ordinary = new Set(words.split(/\s+/));
const tyingWords = new Set(tying.split(' '));
const common = new Set(abbreviations.split(' '));

const endings: readonly (readonly [ending: string, instead: readonly string[]])[] = [
	['ies', ['y']],
	['es', ['', 'e']],
	['s', ['']],
	['ied', ['y']],
	['ed', ['', 'e']],
	['ing', ['', 'e']],
	['ers', ['', 'e']],
	['er', ['', 'e']],
	['ly', ['']],
	['ness', ['']],
	['ization', ['isation', 'ise']],
	['izing', ['ising', 'ise']],
	['ized', ['ised', 'ise']],
	['or', ['our']],
];

/** The last letters of the endings. */
const lastLetters = new Set(endings.map(([ending]) => ending.at(-1)));

/** Whether a folded word is itself an ordinary one: the endings of ordinary words are those of surnames, too ("Welling", "Miller"). */
export const isOrdinaryItself = (word: string): boolean => ordinary.has(word) || tyingWords.has(word);

/** Whether a folded word is an ordinary one, by itself or but for its ending. */
export function isOrdinary(word: string): boolean {
	if (isOrdinaryItself(word)) return true;
	if (!lastLetters.has(word.at(-1))) return false;
	return endings.some(([ending, instead]) => {
		if (!word.endsWith(ending)) return false;
		const stem = word.slice(0, -ending.length);
		if (stem.length < 3) return false;
		const single = stem.at(-1) === stem.at(-2) ? stem.slice(0, -1) : stem;
		return instead.some((rest) => ordinary.has(stem + rest)) || ordinary.has(single);
	});
}

/** Whether a folded word only ties others together. */
export const isTying = (word: string): boolean => tyingWords.has(word);

/** Whether a folded word is an abbreviation of many meanings. */
export const isCommonAbbreviation = (word: string): boolean => common.has(word);
