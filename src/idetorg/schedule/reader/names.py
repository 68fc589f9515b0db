"""First names that are common where the programmes come from.

They are evidence only: a speaker with another name is found by shape and context.
Names that are also everyday words in a title (Dag, Grant, Lia, Rose) are left out.
"""

_NORDIC = """
Aase Agnes Agnete Aina Aksel Albert Alexander Alf Alfred Alice Alma Amalie Amanda Anders Andrea
Andreas Ane Anette Anita Anja Ann Anna Anne Annette Anniken Anton Ari Arild Arne Arnfinn Arnt Arve
Arvid Asbjørn Asgeir Aslak Aslaug Asle Astri Astrid Atle Audun Aud August Axel Bengt Benedikte
Bente Berit Bernt Birger Birgit Birgitta Birgitte Birte Bjarne Bjarte Bjørg Bjørn Bjørnar Bo Bodil
Borghild Brit Britt Brita Brynjar Børge Camilla Carina Carl Carsten Caroline Cathrine Cecilia
Cecilie Celine Charlotte Christel Christer Christian Christin Christina Christine Christoffer
Clara Claus Dagfinn Dagny Dagmar Daniel David Dina Ditte Dorte Dorthe Ebba Edda Edel Edvard Egil
Einar Eirik Eirin Eivind Elena Eldbjørg Eli Elias Elin Eline Elisabet Elisabeth Elise Elisiv Ella
Ellen Elling Elsa Else Emil Emilie Emma Endre Erik Erika Erlend Erling Espen Ester Eva Evelyn Even
Evy Fanny Fatima Felix Filip Finn Fred Frederik Fredrik Fredrikke Frida Fride Frode Frøydis Gaute
Geir Georg Gerd Gina Gisela Gisle Gjermund Gjertrud Grete Grethe Gro Gry Gudbrand Gudmund Gudrun
Gunhild Gunilla Gunn Gunnar Gunvor Gustav Guri Guro Gyda Gøran Göran Haakon Hallvard Halvard
Halvor Hanna Hannah Hanne Hans Harald Harriet Hauk Hedda Hedvig Hege Heidi Helen Helena Helene
Helge Helle Henning Henny Henriette Henrik Herborg Herdis Herman Hilde Hildegunn Hjalmar Hogne
Håkon Håvard Håkan Ian Ida Idar Idun Ina Inga Inge Ingeborg Ingebjørg Ingeleiv Ingemar Inger
Ingerid Ingrid Ingunn Ingvar Ingvild Irene Iren Iris Isak Isabel Isabella Ivar Iver Iselin Jakob
Jan Janne Jannicke Jarle Jeanette Jenny Jens Jeppe Jesper Joakim Johan Johanna Johanne Johannes
John Johnny Jon Jonas Jonny Jorunn Josefine Jostein Jørgen Jørn Jørund Judith Julia Julie Jun
Karen Kari Karianne Karin Karina Karl Karoline Karsten Kasper Katarina Kathrine Katja Katrin
Katrine Kenneth Kent Ketil Kine Kirsten Kirsti Kitty Kjartan Kjell Kjersti Kjetil Klara Klaus Knud
Knut Kolbjørn Konrad Kristen Kristian Kristin Kristina Kristine Kristoffer Kåre Lars Lasse Laila
Laura Laurits Leif Leikny Lena Lene Leonora Lillian Lilly Lina Linda Line Linn Lisa Lisbeth Lise
Liv Lone Lotte Louise Lovise Ludvig Lukas Lykke Mads Magne Magnhild Magni Magnus Maja Malene Malin
Mai Maiken Margareta Margaretha Margit Margrete Margrethe Margunn Mari Maria Mariann Marianne
Marie Marina Marit Marita Marius Markus Marte Marthe Martha Martin Martine Mathias Mathilde Mats
Mattias Maren Merete Merethe Mette Mia Michael Mikael Mikkel Mina Modolf Mona Monica Monika Morten
Nanna Nicolai Niels Nikolai Nils Nina Njål Nora Oda Odd Oddbjørg Oddbjørn Oddrun Oddvar Odin Ola
Olaf Olaug Olav Ole Olga Oline Oscar Oskar Ottar Otto Pål Peder Per Pernille Peter Petra Petter
Pia Preben Ragna Ragne Ragnar Ragnhild Rakel Ranveig Randi Rasmus Reidar Reidun Rigmor Rikke Rita
Robert Roar Roger Rolf Ronny Roy Rune Runar Rut Ruth Sandra Sara Selma Sidsel Signe Sigbjørn
Sigmund Sigrid Sigrun Sigurd Sigve Silje Simen Simon Sina Sindre Siren Siri Sissel Siv Siw Sjur
Snorre Sofia Sofie Solfrid Solveig Solvor Sondre Sonja Staffan Stefan Steinar Stein Sten Stian
Stig Stine Sturla Sunniva Susann Susanne Svanhild Svein Sveinung Svend Sven Svenn Sverre Synne
Synnøve Synøve Syver Søren Tanja Terje Tharald Thea Theodor Therese Thomas Thor Thorbjørn Thormod
Thorvald Tilde Tina Tine Tiril Tobias Tom Tomas Tommy Tone Tonje Tor Tora Torbjørn Tord Tore
Torfinn Torgeir Torgrim Torhild Toril Torill Torkel Torleif Tormod Torstein Torunn Torvald Tove
Trine Trond Trude Truls Trygve Turid Turi Tuva Tyra Ulf Ulla Ulrik Ulrika Ulrikke Una Unn Unni
Ursula Valborg Valter Vebjørn Vegar Vegard Vera Veronica Veronika Vibeke Victoria Vidar Vigdis
Viggo Vilde Viktor Vilma Vivian Wenche Wera Wibeke Wilhelm Ylva Yngve Yngvild Yvonne Øistein Ørjan
Øystein Øyvind Åge Åsa Åse Åshild Åsmund Åsne Anna-Lena Ann-Kristin Ann-Mari Anne-Grete Anne-Lise
Anne-Marie Anne-Karin Britt-Marie Eva-Lena Inger-Lise Jan-Erik Karl-Erik Lars-Erik Per-Erik Agneta
Alva Anneli Annika Arvo Astri Barbro Berndt Björn Börje Cajsa Catharina Ebbe Eskil Evert Folke
Fredrika Gerda Greger Gull Gun Gunbritt Gösta Hampus Hjördis Holger Inez Ingegerd Ingela Jan-Olof
Jerker Jimmy Joel Jonna Jörgen Kajsa Kaja Karolina Kerstin Klas Lennart Leena Linnéa Linnea Linus
Lotta Maj Maj-Britt Marcus Margaretha Marléne Melker Moa Måns Mårten Nellie Niklas Nils-Erik Olle
Olof Pelle Pehr Petronella Pontus Pär Ronja Rosita Roland Siv Stellan Stina Sture Susanna
Sven-Erik Sören Tage Tilda Tore Tove Tuva Ulrik Urban Wilma Åke Örjan Östen Asta Bent Birthe
Carsten Dorthea Erna Esben Flemming Freja Gerda Gitte Grethe Hans-Henrik Henriette Inge-Lise Jeppe
Jytte Jørn Karla Kirstine Kjeld Lis Malthe Mogens Nikolaj Ove Palle Poul Preben Rikke Signe Steen
Svend Thyra Torben Troels Tove Vagn Verner Villads Åge
"""

_FINNISH = """
Aada Aatu Ahti Aila Aino Aki Aleksi Alina Anneli Annikki Anni Ano Anssi Antero Antti Anu Anttoni
Ari Arja Armi Arto Asko Auli Aulis Eero Eeva Eija Eila Eino Elina Elisa Ella Emmi Ensio Erja Erkki
Esa Essi Eveliina Hannu Hanna Hannele Harri Heikki Heini Heli Helmi Henna Henri Hilkka Hilla Iida
Iiris Iiro Ilari Ilkka Ilmari Ilona Ilpo Inka Irja Irma Ismo Jaakko Jaana Jani Janne Jari Jarkko
Jarmo Jenna Jenni Jere Joni Jouko Jouni Juha Juhani Jukka Juho Jussi Jyrki Kaarina Kai Kaija Kaisa
Kalervo Kalevi Kalle Kari Katariina Kati Katja Katri Kauko Kerttu Kimmo Kirsi Kirsti Krista
Kristiina Kyllikki Kyösti Lasse Lauri Lea Leila Leo Liisa Lotta Maarit Maija Mari Maria Marika
Mari-Anne Marja Marja-Leena Marjatta Marjo Marjut Markku Marko Markus Martti Matias Matti Mauri
Merja Meri Mervi Miia Mika Mikko Milla Minna Mira Mirja Mirka Niina Niko Noora Olavi Olli Oona
Oskari Osmo Outi Paavo Paula Pauli Pauliina Pekka Pentti Perttu Petri Petteri Pia Piia Pirjo
Pirkko Päivi Pävi Raija Raili Raimo Raisa Rami Rauno Reetta Reijo Reino Riikka Riitta Risto Ritva
Saara Saija Saila Sakari Salla Sami Sampo Sanna Sanni Santeri Sari Satu Seija Seppo Silja Sini
Sinikka Sirkka Sirpa Soile Sointu Suvi Taina Taisto Tanja Tapani Tapio Tarja Taru Teemu Teija
Tellervo Terhi Tero Terttu Tiia Tiina Timo Toini Toivo Tommi Toni Topi Tuija Tuomas Tuomo Tuula
Tuuli Tytti Uolevi Urho Ulla Vappu Veera Veijo Veikko Vesa Viivi Viljami Ville Virpi Väinö Yrjö
"""

_GERMAN = """
Achim Adelheid Alois Andrea Anke Anneliese Annegret Ansgar Antje Armin Arndt Astrid Barbara Bärbel
Beate Benedikt Bernd Bernhard Bettina Birgit Britta Brigitte Burkhard Carola Christa Christiane
Christoph Claudia Conny Cornelia Dagmar Detlef Dieter Dietmar Dietrich Dirk Doris Dorothea Eckhard
Edith Elke Elfriede Erich Ernst Erwin Eugen Ewald Florian Franz Franziska Friederike Friedrich
Fritz Gabriele Gerald Gerhard Gerlinde Gertrud Gisela Gottfried Gregor Gudrun Günter Günther Guido
Hannelore Hartmut Hans-Peter Hans-Jürgen Heike Heiko Heiner Heinrich Heinz Helga Helmut Herbert
Heribert Hermann Hildegard Holger Horst Hubert Ilse Ines Ingo Ingeborg Irmgard Isolde Jana Jens
Joachim Jochen Josef Jörg Judith Jürgen Jutta Kai Karl-Heinz Karla Kathrin Katharina Kerstin
Klaus-Dieter Kurt Lothar Ludwig Luise Lutz Manfred Manuela Marcel Marion Marlene Martina Matthias
Max Maximilian Mechthild Meike Michaela Mirjam Moritz Nadine Nicole Norbert Olaf Oliver Ortrud
Patrick Paul Petra Philipp Rainer Ralf Ralph Regina Reiner Reinhard Reinhold Renate Rosemarie
Rüdiger Rudolf Sabine Sascha Sebastian Siegfried Silke Silvia Simone Sonja Stefanie Stephan
Steffen Susanne Svenja Sylvia Thorsten Tilman Torsten Traute Udo Ulrich Ulrike Ute Uwe Veit Volker
Waltraud Walter Werner Wiebke Wilfried Willi Winfried Wolfgang Wolfram Yannick Karin Georg Jakob
Hanno Imke Frauke Insa
"""

_ENGLISH = """
Sue Jo Jan Ron Ken Don Ray Jay Lou Max Meg Peg Pat Viv Nia Ffion Carys Bronwen Aoife Niamh Siobhan
Sinead Sean Ciara Orla Eoin Maeve Rosie Ellie Abby Evie Millie Katy Kirsten Marcia Judith Miriam
Aaron Abigail Adam Adele Agatha Aidan Alan Alasdair Alex Alexandra Alison Alistair Amelia Amy
Andrew Angela Angus Anthony Arthur Ashley Audrey Barry Beatrice Ben Benjamin Bernadette Beth
Bethany Betty Beverley Brenda Brendan Brian Bridget Bruce Bryan Calum Cameron Carla Carol Carolyn
Catherine Charles Charlie Chloe Chris Christopher Claire Clare Colin Connor Craig Cynthia Dana
Danielle Darren Dave Deborah Declan Denise Dennis Derek Diana Diane Dominic Donald Donna Doris
Dorothy Douglas Duncan Dylan Edith Edward Eileen Elaine Eleanor Elizabeth Emily Eric Ethan Eugene
Evan Fiona Frances Francis Fraser Gareth Gary Gavin Gemma Geoffrey George Georgia Gerald Geraldine
Gillian Glen Gloria Gordon Graham Greg Gregory Hamish Harold Harry Hayley Hazel Heather Henry
Howard Hugh Iain Imogen Isaac Isobel Jack Jacob Jacqueline James Jamie Jane Janet Janice Jason
Jean Jeff Jeffrey Jennifer Jeremy Jerome Jess Jessica Jill Jim Joan Joanna Joanne Jodie Joe
Jonathan Jordan Joseph Josh Joshua Joy Joyce Judy Justin Karl Kate Katherine Kathleen Kathryn
Katie Keith Kelly Kenneth Kerry Kevin Kieran Kim Kirsty Kyle Lachlan Larry Laura Lauren Laurence
Lawrence Leah Leanne Lee Lesley Leslie Liam Linda Lindsay Lorna Lorraine Louis Lucas Lucy Luke
Lynn Lynne Madeleine Malcolm Mandy Marcus Margaret Marian Marilyn Marjorie Mary Matthew Maureen
Maxine Megan Melanie Melissa Meredith Michelle Miranda Moira Molly Morag Muriel Nadia Naomi
Natalie Natasha Nathan Neil Niall Nicholas Nick Nicola Nigel Noel Norma Norman Oliver Olivia Omar
Oona Owen Paige Pamela Patricia Patrick Paul Pauline Peggy Penelope Penny Philip Phoebe Phyllis
Polly Priya Rachel Ralph Raymond Rebecca Rhiannon Rhona Rhys Richard Rob Robin Roderick Rory
Rosemary Ross Russell Ryan Sally Sam Samantha Samuel Sarah Scott Sean Shane Sharon Sheila Shirley
Shona Sian Sophie Stacey Stanley Stella Stephanie Stephen Steve Steven Stewart Stuart Susan
Suzanne Tara Teresa Terry Theresa Tim Timothy Toby Tony Tracey Tracy Trevor Tristan Valerie
Vanessa Victor Vincent Virginia Wayne Wendy William Yasmin Zoe Zoë
"""

_FURTHER = """
Abdul Abdullah Abdi Adnan Agnieszka Ahmad Ahmed Aicha Aisha Ali Amal Amina Amir Amira Anastasia
Andrzej Aneta Anil Anwar Arash Asha Asif Aslan Ayan Ayşe Bilal Boris Carlos Deepa Dimitri Elif
Emine Emir Farah Farid Fatma Fatou Fernando Goran Grzegorz Habib Haruki Hasan Hassan Hodan Huda
Hussein Ibrahim Igor Ilhan Imran Irina Ismail Ivan Ivana Jamal Jesus Jin José Juan Julio Kamran
Karim Katarzyna Khadija Khalid Krzysztof Kumar Latifa Layla Leyla Luca Luis Magdalena Mahmoud
Malik Małgorzata Manuel Mariam Marco Marek Mario Maryam Mehmet Mei Miguel Milan Mohamed Mohammad
Mohammed Muhammad Mustafa Nadir Naima Nasrin Natalia Noor Nour Olena Oleksandr Pablo Paolo Pawel
Pedro Piotr Raj Rajesh Ramona Ravi Reza Rosa Said Salim Salma Samir Samira Sanjay Sergei Shirin
Sunita Svetlana Sven Tariq Tatiana Teodor Tomasz Usman Vladimir Wei Xin Yasir Yusuf Zahra Zainab
Zara Áile Áilu Ánde Ánte Biret Elle Issát Jovnna Láilá Máhtte Máret Máre Nils-Ante Rávdná Sárá
Aili Inga-Britt Ellen-Marit Berit-Ellen Issat Mikkel Nils-Aslak Ravna Risten
"""

FIRST_NAMES: frozenset[str] = frozenset(
    "".join((_NORDIC, _FINNISH, _GERMAN, _ENGLISH, _FURTHER)).split()
) - {"Jun", "Mai", "Ano"}
